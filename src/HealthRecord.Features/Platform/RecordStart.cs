using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HealthRecord.Features.Platform;

/// <summary>Everything that must be right before the first request.</summary>
public static class RecordStart
{
    /// <summary>Checks the folders, brings both stores to this schema and proves that the keys open them.</summary>
    /// <exception cref="StartRefusedException">One sentence says what is wrong; nothing was changed after it was found.</exception>
    public static async Task PrepareRecordAsync(
        this IServiceProvider services,
        CancellationToken ct
    )
    {
        var root =
            services.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory;
        services.GetRequiredService<RecordFolders>().Check(root);
        await services.GetRequiredService<IRecordStore>().PrepareAsync(ct);
        await services.GetRequiredService<KeyReadiness>().RequireAsync(ct);
        // Whatever brought this database here, an old backup of the server's own included, nobody erased is served from it.
        await services.GetRequiredService<OwnerRows>().ReplayErasuresAsync(ct);
    }
}
