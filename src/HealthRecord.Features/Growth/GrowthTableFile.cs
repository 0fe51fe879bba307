using HealthRecord.Domain.Growth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Growth;

/// <summary>
/// The growth tables in their own file beside the program: it may be left out where there is no permission to ship it.
/// <c>Growth:Tables</c> names another place.
/// </summary>
internal sealed partial class GrowthTableFile(
    IConfiguration configuration,
    ILogger<GrowthTableFile> log
)
{
    private readonly Lock reading = new();
    private GrowthTables? tables;

    private string Where =>
        configuration["Growth:Tables"] is { Length: > 0 } named
            ? named
            : Path.Combine(AppContext.BaseDirectory, "growth", "who-growth-lms.csv");

    /// <summary>Null where there is no such file, or none that can be read: asked again each time until there is one.</summary>
    public GrowthTables? Read()
    {
        lock (reading)
        {
            if (tables is not null || !File.Exists(Where))
                return tables;
            try
            {
                using var text = File.OpenText(Where);
                return tables = GrowthTables.Read(text);
            }
            catch (Exception e) when (e is FormatException or IOException)
            {
                LogUnread(e);
                return null;
            }
        }
    }

    [LoggerMessage(2601, LogLevel.Error, "The file of the curves cannot be read.")]
    private partial void LogUnread(Exception e);
}
