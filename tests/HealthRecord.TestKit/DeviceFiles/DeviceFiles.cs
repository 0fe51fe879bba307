using System.Globalization;
using System.Text;

namespace HealthRecord.TestKit;

/// <summary>Small files as devices other than Apple's write them, made by hand for one test.</summary>
public static class DeviceFiles
{
    /// <param name="rows">Local times where the person lives, as in <c>2025-03-06 06:31:11</c>.</param>
    public static byte[] WithingsWeights(
        params IReadOnlyList<(string Local, decimal Kilograms)> rows
    ) =>
        Archives.Text([
            "Date,\"Weight (kg)\",\"Fat mass (kg)\",\"Bone mass (kg)\",\"Muscle mass (kg)\",\"Hydration (kg)\",Comments",
            .. rows.Select(r =>
                string.Create(CultureInfo.InvariantCulture, $"\"{r.Local}\",{r.Kilograms},,,,,")
            ),
        ]);

    public static byte[] OmronPressures(params IReadOnlyList<string> rows) =>
        Archives.Text([
            "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Symptoms,Consumed,TruRead,Notes",
            .. rows,
        ]);

    /// <summary>One file of a Fitbit account: amounts of minutes, in UTC.</summary>
    /// <param name="name"><c>steps</c> or <c>distance</c> (in centimetres).</param>
    public static (string Path, byte[] Content) FitbitMinutes(
        string name,
        DateTime first,
        params IReadOnlyList<int> amounts
    ) =>
        (
            $"Takeout/Fitbit/Global Export Data/{name}-{first:yyyy-MM-dd}.json",
            Encoding.UTF8.GetBytes(
                "["
                    + string.Join(
                        ',',
                        amounts.Select(
                            (amount, i) =>
                                string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"{{\"dateTime\":\"{first.AddMinutes(i):MM'/'dd'/'yy HH:mm:ss}\",\"value\":\"{amount}\"}}"
                                )
                        )
                    )
                    + "]"
            )
        );

    /// <summary>Runs in one file, each with a heart rate every minute.</summary>
    /// <param name="runs">Starts in UTC and whole minutes.</param>
    public static byte[] TcxRuns(params IReadOnlyList<(DateTime Start, int Minutes)> runs) =>
        Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\"?><TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities>"
                + string.Concat(runs.Select(r => TcxRun(r.Start, r.Minutes)))
                + "</Activities></TrainingCenterDatabase>"
        );

    private static string TcxRun(DateTime start, int minutes) =>
        $"<Activity Sport=\"Running\"><Id>{start:s}Z</Id><Lap StartTime=\"{start:s}Z\"><TotalTimeSeconds>{minutes * 60}</TotalTimeSeconds><DistanceMeters>{minutes * 170}</DistanceMeters><Calories>{minutes * 10}</Calories><Track>"
        + string.Concat(
            Enumerable
                .Range(0, minutes + 1)
                .Select(m =>
                    $"<Trackpoint><Time>{start.AddMinutes(m):s}Z</Time><HeartRateBpm><Value>{120 + (m % 40)}</Value></HeartRateBpm></Trackpoint>"
                )
        )
        + "</Track></Lap><Creator><Name>Montre de course</Name></Creator></Activity>";
}
