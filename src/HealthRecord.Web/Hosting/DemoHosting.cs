using HealthRecord.Features.Demo;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Web.Hosting;

/// <summary><c>--demo</c>: an invented family, and how to sign in as one of its two adults.</summary>
internal static class DemoHosting
{
    public static async Task ShowDemoAsync(this IServiceProvider services, CancellationToken ct)
    {
        if (!services.GetRequiredService<RecordFolders>().Demo)
            return;
        Console.WriteLine(
            "Démonstration : préparation de la famille… / Demo: preparing the family…"
        );
        foreach (var signIn in await services.GetRequiredService<DemoFamily>().PrepareAsync(ct))
            Console.WriteLine($"  {signIn.Address}  {signIn.Password}");
    }
}
