using System.Text.Json;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fhir;

/// <summary>When something was observed.</summary>
/// <param name="Text">As written, for the report.</param>
internal readonly record struct FhirMoment(long StartMs, long EndMs, string? Zone, string Text);

/// <summary>Reads when an observation was made: an instant, or a period with both its ends.</summary>
internal sealed class FhirWhen(ZoneTimeline zones)
{
    private readonly LocalTimes times = new(zones);

    /// <returns>False where no time of day stands there; <see cref="FhirMoment.Text"/> says what does.</returns>
    public bool TryRead(JsonElement resource, out FhirMoment moment)
    {
        var start =
            FhirJson.Text(resource, "effectiveDateTime")
            ?? FhirJson.Text(resource, "effectiveInstant");
        var end = start;
        if (FhirJson.Find(resource, "effectivePeriod") is { } period)
            (start, end) = (FhirJson.Text(period, "start"), FhirJson.Text(period, "end"));
        moment = new(0, 0, null, start ?? "");
        if (!FhirTime.TryParse(start, out var from) || !FhirTime.TryParse(end, out var to))
            return false;
        var startMs = Ms(from);
        moment = new(startMs, end == start ? startMs : Ms(to), from.Zone, start ?? "");
        return true;
    }

    private long Ms(FhirTime time) => time.Offset is null ? times.ToMs(time.Local) : time.Ms;
}
