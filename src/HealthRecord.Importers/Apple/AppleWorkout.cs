using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Reads a workout and what stands directly inside it. A total that makes no sense is left out; the workout stays.</summary>
internal sealed class AppleWorkout(AppleNames names, AppleRecords records, AppleRoutes routes)
{
    private const int LongestName = 100;

    /// <summary>Workouts are held until the commit: ten a day for 27 years, and no hostile file can ask for more.</summary>
    public const int Most = 100_000;
    private const int MostTotals = 32;
    private const int MostRouteFiles = 16;
    private const int LongestPath = 200;
    private const string Prefix = "HKWorkoutActivityType";

    private readonly List<WorkoutTotal> totals = [];
    private readonly List<string> routeFiles = [];

    /// <summary>Without a route of their own, while there are routes: they get what the others leave.</summary>
    private readonly List<IncomingWorkout> waiting = [];
    private readonly ByteTable<string> activities = new(500, t => XmlText.Decode(t, LongestName));
    private AppleRecord head;
    private string activity = "";
    private int given;

    /// <summary>Workouts above <see cref="Most"/>, which were left out.</summary>
    public long LeftOut { get; private set; }

    public void Open(XmlTags tags)
    {
        totals.Clear();
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
        if (!records.ReadDates(ref head, start, end))
            return;
        Total(
            tags,
            "HKQuantityTypeIdentifierActiveEnergyBurned"u8,
            "totalEnergyBurned"u8,
            "totalEnergyBurnedUnit"u8
        );
        Total(
            tags,
            "HKQuantityTypeIdentifierDistanceWalkingRunning"u8,
            "totalDistance"u8,
            "totalDistanceUnit"u8
        );
        Total(tags, "HKQuantityTypeIdentifierAppleExerciseTime"u8, "duration"u8, "durationUnit"u8);
    }

    public void Statistics(XmlTags tags)
    {
        var type = Attribute(tags, "type"u8);
        var unit = Attribute(tags, "unit"u8);
        Add("sum", type, Attribute(tags, "sum"u8), unit);
        Add("mean", type, Attribute(tags, "average"u8), unit);
        Add("min", type, Attribute(tags, "minimum"u8), unit);
        Add("max", type, Attribute(tags, "maximum"u8), unit);
    }

    public void Metadata(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AppleMetadata.Read(ref head, names, key, value);

    public void RouteFile(XmlTags tags)
    {
        var path = Attribute(tags, "path"u8);
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
        if (given == Most)
        {
            LeftOut++;
            return;
        }
        given++;
        var workout = new IncomingWorkout(
            head.Source,
            ShortName(activity),
            head.StartMs,
            head.EndMs - head.StartMs,
            [.. totals],
            head.Zone,
            head.Identity,
            activity,
            head.Line
        );
        if (routeFiles.Count > 0)
            sink.Take(workout with { Route = InTime(routeFiles.SelectMany(routes.Named)) });
        else if (routes.Any)
            waiting.Add(workout);
        else
            sink.Take(workout);
    }

    /// <summary>Those that named no file get the routes that nobody named, by their times.</summary>
    public void Finish(IImportSink sink)
    {
        foreach (var workout in waiting)
            sink.Take(
                workout with
                {
                    Route = InTime(
                        routes.Within(workout.StartMs, workout.StartMs + workout.DurationMs)
                    ),
                }
            );
        waiting.Clear();
    }

    private static List<RoutePoint> InTime(IEnumerable<RoutePoint> points) =>
        [.. points.OrderBy(p => p.AtMs)];

    /// <summary><c>HKWorkoutActivityTypeTraditionalStrengthTraining</c> is <c>traditional-strength-training</c>.</summary>
    internal static string ShortName(string activity)
    {
        if (
            !activity.StartsWith(Prefix, StringComparison.Ordinal)
            || activity.Length == Prefix.Length
        )
            return activity;
        var name = new StringBuilder();
        foreach (var c in activity.AsSpan(Prefix.Length))
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }

    private void Total(
        XmlTags tags,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    ) => Add("sum", type, Attribute(tags, value), Attribute(tags, unit));

    private void Add(
        string figure,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    )
    {
        if (type.IsEmpty || value.IsEmpty || !DecimalBytes.TryParse(value, out var number))
            return;
        var of = names.Type(type);
        if (of.Value != AppleValue.Number || of.Kind is not { } kind)
            return;
        if (of.UnitOf(unit) is not { } known)
            return;
        // The attributes of old exports and the elements of new ones say the same.
        if (
            totals.Count == MostTotals
            || totals.Exists(t => t.Kind == kind.Code && t.Figure == figure)
        )
            return;
        if (
            DecimalBytes.TryFit(
                (Int128)number.Digits * known.Factor,
                number.Exponent + known.Shift,
                out var written
            )
        )
            totals.Add(new(kind.Code, figure, written, known.Unit.Ucum));
    }

    private static ReadOnlySpan<byte> Attribute(XmlTags tags, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags.NameOf(i).SequenceEqual(name))
                return tags.ValueOf(i);
        }
        return default;
    }
}
