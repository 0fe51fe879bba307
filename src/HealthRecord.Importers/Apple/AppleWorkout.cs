using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Reads a workout and what stands directly inside it. What makes no sense inside is left out; the workout stays.</summary>
internal sealed class AppleWorkout(AppleNames names, AppleRecords records, AppleWorkouts workouts)
{
    private const int LongestName = 100;

    private const int MostRouteFiles = 16;
    private const int LongestPath = 200;

    private readonly AppleTotals totals = new(names);
    private readonly AppleLaps laps = new();
    private readonly List<string> routeFiles = [];

    private readonly ByteTable<string> activities = new(500, t => XmlText.Decode(t, LongestName));
    private AppleRecord head;
    private string activity = "";

    /// <summary>Attributes that came twice.</summary>
    public long Duplicated => totals.Duplicated;

    /// <summary>Laps beyond the bounds.</summary>
    public long LapsLeftOut => laps.LeftOut;

    public void Open(XmlTags tags)
    {
        totals.Clear();
        laps.Clear();
        routeFiles.Clear();
        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> source = default;
        ReadOnlySpan<byte> start = default;
        ReadOnlySpan<byte> end = default;
        for (var i = 0; i < tags.Count; i++)
        {
            var name = tags.NameOf(i);
            if (name.SequenceEqual("workoutActivityType"u8))
                type = tags.ValueOf(i);
            else if (name.SequenceEqual("sourceName"u8))
                source = tags.ValueOf(i);
            else if (name.SequenceEqual("startDate"u8))
                start = tags.ValueOf(i);
            else if (name.SequenceEqual("endDate"u8))
                end = tags.ValueOf(i);
        }
        activity = activities.Get(type.IsEmpty ? "Workout"u8 : type);
        head = new AppleRecord { Source = names.Source(source), Line = tags.Line };
        if (records.ReadDates(ref head, start, end))
            totals.Attributes(tags);
    }

    public void Statistics(XmlTags tags) => totals.Statistics(tags);

    public void Event(XmlTags tags) => laps.Add(tags);

    public void Metadata(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AppleMetadata.Read(ref head, names, key, value);

    public void RouteFile(XmlTags tags)
    {
        var path = AppleAttributes.Of(tags, "path"u8);
        if (!path.IsEmpty && routeFiles.Count < MostRouteFiles)
            routeFiles.Add(XmlText.Decode(path, LongestPath));
    }

    public void Close(IImportSink sink)
    {
        if (head.Reason is { } reason)
        {
            sink.Refuse(new(activity, reason, head.Text, head.Line));
            return;
        }
        var workout = new IncomingWorkout(
            head.Source,
            AppleActivities.ShortName(activity),
            head.StartMs,
            head.EndMs - head.StartMs,
            totals.All,
            head.Zone,
            head.Identity,
            activity,
            head.Line
        )
        {
            Laps = laps.Of(head.StartMs, head.EndMs),
        };
        workouts.Add(workout, [.. routeFiles]);
    }
}
