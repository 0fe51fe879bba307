using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings;

/// <summary>An electrocardiogram as an importer hands it out: its curve becomes an entry. What its device made of it is a reading beside it.</summary>
/// <param name="StartMs">Milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Rate">Samples a second, as written.</param>
/// <param name="Nanovolts">The samples, one after the other.</param>
/// <param name="Origin">Name under which the report counts it.</param>
public sealed record IncomingTrace(
    SourceKey Source,
    long StartMs,
    WrittenNumber Rate,
    IReadOnlyList<int> Nanovolts,
    string Origin
)
{
    /// <summary>What the device said of it, in its own words; null when it said nothing.</summary>
    public string? Verdict { get; init; }

    /// <summary>Beats a minute, by the device; null when it does not say.</summary>
    public WrittenNumber? HeartRate { get; init; }

    /// <summary>Which lead it is, in the words of the file.</summary>
    public string? Lead { get; init; }

    public long DurationMs =>
        Rate.ToDouble() > 0 ? (long)(Nanovolts.Count * 1000 / Rate.ToDouble()) : 0;
}
