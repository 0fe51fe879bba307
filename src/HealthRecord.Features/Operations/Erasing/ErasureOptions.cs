using Microsoft.Extensions.Configuration;

namespace HealthRecord.Features.Operations.Erasing;

/// <summary>The <c>Erasure</c> section: how long one may think again.</summary>
internal sealed record ErasureOptions
{
    /// <summary>After that no copy of the key store holds a destroyed key, so that no backup opens for an erased person.</summary>
    public static readonly TimeSpan BackupsClosed = TimeSpan.FromDays(7);

    /// <summary>Days between the wish and the deed.</summary>
    public int DelayDays { get; init; } = 14;

    public TimeSpan Delay => TimeSpan.FromDays(DelayDays);

    public static ErasureOptions Of(IConfiguration configuration)
    {
        var options = configuration.GetSection("Erasure").Get<ErasureOptions>() ?? new();
        return options.DelayDays is >= 0 and <= 365
            ? options
            : throw new InvalidOperationException("Erasure:DelayDays is 0 to 365.");
    }
}
