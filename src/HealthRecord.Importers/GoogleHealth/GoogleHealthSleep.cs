using System.Text.Json;
using HealthRecord.Importers.Fitbit;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.GoogleHealth;

/// <summary>Nights: the time in bed as one reading, and each stage as one under its own name.</summary>
/// <remarks>What was out of bed lies over the stages, and the sums repeat them: both are part of what has been told.</remarks>
internal static class GoogleHealthSleep
{
    public const string Name = "sleep";
    private const long LongestMs = 7 * 86_400_000L;
    private static readonly Measure Stage = Measure.Of("sleep-stage");

    public static void Take(Handover handover, JsonElement item, JsonElement sleep)
    {
        if (TryFind(sleep.Get("interval"), Name, item, handover) is not { } night)
            return;
        handover.Take(
            night with
            {
                Identity = GoogleHealthFormat.IdentityOf(item, VersionOf(sleep)),
            }
        );
        foreach (var stage in sleep.Items("stages"))
        {
            var type = stage.Text("type");
            var origin = type is { Length: > 0 and < 40 } ? $"sleep/{type}" : "sleep/?";
            if (FitbitSleep.CodeOf(type) is not { } code)
                handover.Refuse(origin, RefusalReason.Code, type);
            else if (TryFind(stage, origin, item, handover) is { } found)
                handover.Take(found with { Value = Stage.Code(code) });
        }
        var outside = sleep.Items("outOfBedSegments").Count();
        if (outside > 0)
            handover.Merged("sleep/outOfBed", outside);
    }

    /// <summary>When it was last revised, in milliseconds since 1970; 0 where nothing is said of it.</summary>
    internal static long VersionOf(JsonElement session) =>
        IsoTime.TryParse(session.Text("updateTime"), out var at) ? at.Ms : 0;

    private static Found? TryFind(
        JsonElement? span,
        string origin,
        JsonElement item,
        Handover handover
    )
    {
        if (
            !IsoTime.TryParse(span.Get("startTime").Text(), out var start)
            || !IsoTime.TryParse(span.Get("endTime").Text(), out var end)
        )
            handover.Refuse(origin, RefusalReason.Date, span.Get("startTime").Text());
        else if (end.Ms - start.Ms is < 0 or > LongestMs)
            handover.Refuse(origin, RefusalReason.EndBeforeStart, span.Get("endTime").Text());
        else
            return new Found(
                origin,
                Stage,
                GoogleHealthFormat.SourceOf(item),
                start.Ms,
                end.Ms,
                Stage.Code("in-bed")
            )
            {
                Zone = GoogleHealthFormat.ZoneOf(span.Get("startUtcOffset").Text()),
            };
        return null;
    }
}
