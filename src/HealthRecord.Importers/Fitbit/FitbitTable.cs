using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fitbit;

/// <param name="Field">Null where nobody has a kind for it.</param>
/// <param name="None">What the producer writes for "no value".</param>
/// <param name="Else">Why it is refused where there is no field.</param>
internal sealed record FitbitColumn(
    NumberField? Field,
    double? None = null,
    RefusalReason Else = RefusalReason.UnknownType
);

/// <summary>A table of the takeout, known by its columns.</summary>
/// <param name="LengthMs">Of one row; 0 for a moment.</param>
/// <param name="IsDaily">Its times without a zone name days.</param>
/// <param name="IdColumn">The producer's own name of a row.</param>
internal sealed record FitbitTable(
    string Name,
    IReadOnlyDictionary<string, FitbitColumn> Columns,
    long LengthMs = 0,
    bool IsDaily = false,
    string? IdColumn = null
)
{
    public const string SleepSessions = "UserSleeps";
    public const string SleepStages = "UserSleepStages";

    private static readonly FitbitColumn Unknown = new(null);
    private static readonly FitbitColumn Summary = new(null, Else: RefusalReason.NotAMeasurement);
    private static readonly FitbitColumn HeartRate = Of("heart-rate", none: 0);
    private static readonly FitbitColumn Resting = Of("resting-heart-rate", none: 0);
    private static readonly FitbitColumn Rmssd = Of("hrv-rmssd", none: 0);

    // The sensor's word for "I could not see".
    private static readonly FitbitColumn Oxygen = Of("spo2", none: 50);

    private static readonly FitbitTable[] All =
    [
        new("steps", Only("steps", Of("steps")), 60_000),
        new("distance", Only("distance", Of("distance", "m")), 60_000),
        new("floors", Only("floors", Of("floors")), 60_000),
        new("heart_rate", Only("beats per minute", HeartRate)),
        new("weight", Only("weight grams", Of("body-weight", "g"))),
        new("height", Only("height millimeters", new(NumberField.Of("height", "cm", shift: -1)))),
        new("body_fat", Only("body fat percentage", Of("body-fat"))),
        new("respiratory_rate", Only("breaths per minute", Of("respiratory-rate", none: 0))),
        new("oxygen_saturation", Only("oxygen saturation percentage", Oxygen)),
        new(
            "daily_oxygen_saturation",
            With(
                ("average percentage", Of("spo2", none: 0)),
                ("lower bound percentage", Summary),
                ("upper bound percentage", Summary),
                ("baseline percentage", Summary),
                ("standard deviation percentage", Summary)
            )
        ),
        new(
            "Daily SpO2",
            With(
                ("average_value", Of("spo2", none: 0)),
                ("lower_bound", Summary),
                ("upper_bound", Summary)
            ),
            IsDaily: true
        ),
        new(
            "heart_rate_variability",
            With(
                ("root mean square of successive differences milliseconds", Rmssd),
                ("standard deviation milliseconds", Of("hrv-sdnn", none: 0))
            )
        ),
        new(
            "daily_heart_rate_variability",
            Only("average heart rate variability milliseconds", Rmssd)
        ),
        new(
            "Daily Heart Rate Variability Summary",
            With(("rmssd", Rmssd), ("nremhr", Unknown), ("entropy", Unknown)),
            IsDaily: true
        ),
        new(
            "Heart Rate Variability Details",
            With(
                ("rmssd", Rmssd),
                ("coverage", Unknown),
                ("low_frequency", Unknown),
                ("high_frequency", Unknown)
            )
        ),
        new(
            "Daily Respiratory Rate Summary",
            Only("daily_respiratory_rate", Of("respiratory-rate", none: 0)),
            IsDaily: true
        ),
        new(
            "sleep_score",
            With(
                ("overall_score", Of("sleep-score")),
                ("composition_score", Unknown),
                ("revitalization_score", Unknown),
                ("duration_score", Unknown),
                ("restlessness", Unknown),
                // Both stand in files of their own.
                ("deep_sleep_in_minutes", Summary),
                ("resting_heart_rate", Summary)
            ),
            IdColumn: "sleep_log_entry_id"
        ),
    ];

    private static readonly FitbitTable RestingTable = new(
        "resting_heart_rate",
        Only("beats per minute", Resting)
    );
    private static readonly FitbitTable MinuteOxygen = new("Minute SpO2", Only("value", Oxygen));
    private static readonly FitbitTable Sessions = new(SleepSessions, With());
    private static readonly FitbitTable Stages = new(SleepStages, With());

    /// <summary>Null for a table that is none of them, or that nobody has a kind for.</summary>
    public static FitbitTable? Of(SourceFile file)
    {
        var start = file.Head.Start;
        var end = start.AsSpan().IndexOfAny('\r', '\n');
        var names = (end < 0 ? start : start[..end])
            .Split(',')
            .Select(n => n.Trim().Trim('"'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Contains("sleep_id"))
            return names.Contains("sleep_stage_type") && names.Contains("sleep_stage_start")
                    ? Stages
                : names.Contains("sleep_start") && names.Contains("sleep_end") ? Sessions
                : null;
        if (!names.Contains("timestamp"))
            return null;
        if (names.SetEquals(["timestamp", "value"]))
            return file.Path.Contains("SpO2", StringComparison.OrdinalIgnoreCase)
                ? MinuteOxygen
                : null;
        // Only what Google's tables say of themselves is specific enough.
        var isOurs = FitbitShapes.LiesInTakeout(file) || names.Contains("data source");
        var table = Array.Find(
            All,
            t => t.Columns.Keys.All(names.Contains) && (isOurs || t.Columns.Count > 2)
        );
        return table?.Columns == All[3].Columns && IsResting(file) ? RestingTable : table;
    }

    /// <summary>The heart rate at rest has the columns of the heart rate, and one row a day.</summary>
    private static bool IsResting(SourceFile file)
    {
        if (file.Name.Contains("resting", StringComparison.OrdinalIgnoreCase))
            return true;
        var times = file
            .Head.Start.Split('\n')
            .Skip(1)
            .Select(l => Text.IsoTime.TryParse(l.Split(',')[0], out var at) ? at.Ms : 0)
            .Take(2)
            .ToList();
        return times is [> 0 and var first, > 0 and var second]
            && Math.Abs(second - first) >= 20 * 3_600_000L;
    }

    private static FitbitColumn Of(string kind, string? ucum = null, double? none = null) =>
        new(NumberField.Of(kind, ucum), none);

    private static Dictionary<string, FitbitColumn> Only(string name, FitbitColumn column) =>
        With((name, column));

    private static Dictionary<string, FitbitColumn> With(
        params (string Name, FitbitColumn Column)[] columns
    ) => columns.ToDictionary(c => c.Name, c => c.Column, StringComparer.OrdinalIgnoreCase);
}
