using HealthRecord.Domain.Time;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Withings;

/// <summary>What an answer of Withings says beside its data.</summary>
/// <param name="Status">0 when all is well; the transport says 200 whatever it is. Null in a body without it.</param>
/// <param name="Offset">Where the next page begins; null when this was the last.</param>
public sealed record WithingsPage(long? Status, long? Offset);

/// <summary>Reads one answer of Withings' API: measurements, activity, workouts, sleep with or without its stages.</summary>
public static class WithingsBodies
{
    /// <param name="body">UTF-8. Seekable: the time zone stands in front of the data or behind it. Not closed.</param>
    /// <exception cref="System.Text.Json.JsonException">It is cut or no JSON. What stood before has been handed out.</exception>
    /// <exception cref="ImportQuestionException">It holds measurements of which Withings itself does not know whose they are; see <see cref="WithingsOwner"/>.</exception>
    public static WithingsPage Read(
        Stream body,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        var run = new FormatRun(context, sink, () => 0, ct);
        var start = body.Position;
        var survey = new WithingsSurvey();
        survey.Read(body, ct);
        var owner = WithingsOwner.Of(run, [survey]);
        body.Position = start;
        var items = new WithingsItems(run, owner);
        items.Read(body, survey.Zone);
        items.Finish();
        return survey.Page;
    }
}

/// <summary>What has to be known of a body before its first item can be read.</summary>
internal sealed class WithingsSurvey
{
    private const int Examples = 3;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Groups of which the device could not tell whose they are.</summary>
    public long Unsure { get; private set; }
    public long Sure { get; private set; }
    public List<string> UnsureExamples { get; } = [];
    public List<string> SureExamples { get; } = [];

    /// <summary>IANA name; null where it says none, or one that nobody knows.</summary>
    public string? Zone =>
        Last("timezone") is { } zone && ZoneRules.TryFind(zone, out _) ? zone : null;

    public WithingsPage Page =>
        new(
            Number("status"),
            // The first page may say "more" as 1 or true.
            Last("more") is "1" or "true"
                ? Number("offset") ?? 0
                : null
        );

    public void Read(Stream body, CancellationToken ct) =>
        new JsonItems
        {
            Item = (_, item) =>
            {
                if (item.Get("measures") is null)
                    return;
                var isUnsure = item.Whole("attrib") == 1;
                (Unsure, Sure) = isUnsure ? (Unsure + 1, Sure) : (Unsure, Sure + 1);
                var examples = isUnsure ? UnsureExamples : SureExamples;
                if (
                    examples.Count < Examples
                    && item.Items("measures").FirstOrDefault(m => m.Whole("type") == 1)
                        is { ValueKind: System.Text.Json.JsonValueKind.Object } weight
                    && WithingsGroups.TryValue(weight, out var value)
                )
                    examples.Add($"{value.ToDouble():0.#} kg");
            },
            Value = (path, value) =>
            {
                var name = path[(path.LastIndexOf('/') + 1)..];
                if (name is "timezone" or "more" or "offset" or "status")
                    values[name] =
                        ((System.Text.Json.JsonElement?)value).Text()
                        ?? (value.ValueKind == System.Text.Json.JsonValueKind.True ? "true" : "");
            },
        }.Read(body, ct);

    private string? Last(string name) => values.GetValueOrDefault(name);

    private long? Number(string name) => long.TryParse(Last(name), null, out var n) ? n : null;
}
