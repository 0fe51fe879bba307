using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Polar;

/// <summary>Wall clock of one exercise.</summary>
internal sealed class PolarClock(long? minutes, LocalTimes times)
{
    private readonly bool isKnown = minutes is >= -14 * 60 and <= 14 * 60;

    public string? Zone => isKnown ? IsoTime.ZoneOf(minutes) : null;

    public long? Ms(string? text) =>
        !IsoTime.TryParse(text, out var at) ? null
        : at.Offset is not null ? at.Ms
        : isKnown ? at.Ms - ((minutes ?? 0) * 60_000)
        : times.ToMs(at.Local);
}
