using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Samsung;

/// <summary>Which device a row comes from, by the name that a person gave it.</summary>
internal sealed class SamsungSources(string code, SamsungDevices devices)
{
    private const string Brand = "Samsung Health";
    private const int ShownOfId = 8;

    /// <summary>Hours of heart rate with minutes in files of their own: ten of them a day for a hundred years.</summary>
    private const int MostSeries = 400_000;

    private readonly Dictionary<string, SourceKey> ofSeries = new(StringComparer.Ordinal);

    public SourceKey Whole { get; } = new(code, Brand);

    /// <summary>The device's own name, else the producer's.</summary>
    public SourceKey Of(string deviceId) =>
        devices.NameOf(deviceId) is { } name ? new(code, name) : Whole;

    /// <summary>Where each device counts for itself, two without a name must not become one: their sum would be too high.</summary>
    public SourceKey OfCounter(string deviceId) =>
        devices.NameOf(deviceId) is { } name ? new(code, name)
        : deviceId.Length == 0 ? Whole
        : new(code, $"{Brand} {deviceId[..Math.Min(deviceId.Length, ShownOfId)]}");

    /// <summary>Remembers whose the minutes in a file are.</summary>
    public void Note(string seriesFile, SourceKey source)
    {
        if (seriesFile.Length > 0 && source != Whole && ofSeries.Count < MostSeries)
            ofSeries[seriesFile] = source;
    }

    public SourceKey OfSeries(string seriesFile) => ofSeries.GetValueOrDefault(seriesFile, Whole);
}
