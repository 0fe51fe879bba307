using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Zepp;

/// <summary>One of the tables, by the columns that only it has.</summary>
/// <param name="Name">The folder's.</param>
/// <param name="IsCertain">Nobody else writes such columns; the others are believed only beside one of these.</param>
internal sealed record ZeppTable(string Name, bool IsCertain, params string[] Columns)
{
    public static readonly ZeppTable Body = new(
        "BODY",
        true,
        "time",
        "weight",
        "height",
        "bmi",
        "fatRate"
    );
    public static readonly ZeppTable Sleep = new(
        "SLEEP",
        true,
        "date",
        "deepSleepTime",
        "shallowSleepTime",
        "start",
        "stop"
    );
    public static readonly ZeppTable SleepMinute = new(
        "SLEEP_MINUTE",
        false,
        "date",
        "time",
        "stage"
    );
    public static readonly ZeppTable HeartRateAuto = new(
        "HEARTRATE_AUTO",
        true,
        "date",
        "time",
        "heartRate"
    );
    public static readonly ZeppTable HeartRate = new("HEARTRATE", true, "time", "heartRate");
    public static readonly ZeppTable Activity = new(
        "ACTIVITY",
        true,
        "date",
        "steps",
        "distance",
        "runDistance",
        "calories"
    );
    public static readonly ZeppTable ActivityStage = new(
        "ACTIVITY_STAGE",
        false,
        "date",
        "start",
        "stop",
        "distance",
        "calories",
        "steps"
    );
    public static readonly ZeppTable ActivityMinute = new(
        "ACTIVITY_MINUTE",
        false,
        "date",
        "time",
        "steps"
    );
    public static readonly ZeppTable Sport = new(
        "SPORT",
        true,
        "type",
        "startTime",
        "sportTime(s)",
        "avgPace(/meter)"
    );
    public static readonly ZeppTable User = new(
        "USER",
        false,
        "userId",
        "gender",
        "height",
        "weight",
        "nickName"
    );

    private static readonly ZeppTable[] All =
    [
        Body,
        Sleep,
        SleepMinute,
        HeartRateAuto,
        HeartRate,
        Activity,
        ActivityStage,
        ActivityMinute,
        Sport,
        User,
    ];

    public static ZeppTable? Find(TableHeader header) =>
        Array.Find(All, t => header.Has(t.Columns));
}
