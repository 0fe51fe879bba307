using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Withings;

/// <summary>Gives every item of a body to whoever understands it.</summary>
internal sealed class WithingsItems(FormatRun run, WithingsOwner owner)
{
    public const string Producer = "withings";
    private const int LongestName = 120;

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly WithingsGroups groups = new(run, owner);
    private readonly WithingsSleep sleep = new(run);
    private readonly Leftovers unread = new();

    public void Read(Stream utf8, string? zone) =>
        new JsonItems
        {
            Item = (path, item) => Take(path[(path.LastIndexOf('/') + 1)..], item, zone),
        }.Read(utf8, run.Stop);

    public void Finish()
    {
        groups.Finish();
        unread.Warn(run.Sink, Warnings.FieldsUnread);
    }

    /// <summary>By the model's name: that is what its owner calls it.</summary>
    public static SourceKey SourceOf(JsonElement item)
    {
        // Workouts and sleep have the model's number where others have its name.
        var name = item.Get("model") is { ValueKind: JsonValueKind.String } model
            ? ((JsonElement?)model).Text()?.Trim()
            : null;
        return new(
            Producer,
            string.IsNullOrEmpty(name) ? "Withings"
                : name.Length > LongestName ? name[..LongestName]
                : name
        );
    }

    public static string? ZoneOf(JsonElement item, string? otherwise) =>
        item.Text("timezone") is { Length: < 64 } zone && ZoneRules.TryFind(zone, out _)
            ? zone
            : otherwise;

    private void Take(string list, JsonElement item, string? zone)
    {
        if (item.Get("measures") is not null)
            groups.Take(item, zone);
        else if (
            item.Get("state") is not null
            || item.Get("data").Get("deepsleepduration") is not null
        )
            sleep.Take(item, zone);
        else if (item.Get("startdate") is not null && item.Get("category") is not null)
            WithingsWorkouts.Take(handover, item, zone);
        else if (item.Get("steps") is not null || item.Get("totalcalories") is not null)
            WithingsActivity.Take(run, handover, unread, item, zone);
        else if (item.Get("startdate") is not null)
            sleep.Take(item, zone);
        else
            handover.Refuse(
                list.Length == 0 ? "?" : list,
                RefusalReason.UnknownType,
                item.Text("date")
            );
    }
}
