using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Fit;

/// <summary>The sums, means and extremes that a device writes for a session or a lap.</summary>
internal static class FitTotals
{
    private static readonly Total[] Session =
    [
        new(9, "distance", "sum", "m", -2),
        new(11, "active-energy", "sum", "kcal", 0),
        new(16, "heart-rate", "mean", "/min", 0),
        new(64, "heart-rate", "min", "/min", 0),
        new(17, "heart-rate", "max", "/min", 0),
        new(169, "respiratory-rate", "mean", "/min", -2),
        new(180, "respiratory-rate", "min", "/min", -2),
        new(170, "respiratory-rate", "max", "/min", -2),
    ];

    private static readonly Total[] Lap =
    [
        new(9, "distance", "sum", "m", -2),
        new(11, "active-energy", "sum", "kcal", 0),
        new(15, "heart-rate", "mean", "/min", 0),
        new(63, "heart-rate", "min", "/min", 0),
        new(16, "heart-rate", "max", "/min", 0),
    ];

    public static IReadOnlyList<WorkoutTotal> OfSession(FitMessage message) => Of(Session, message);

    public static IReadOnlyList<WorkoutTotal> OfLap(FitMessage message) => Of(Lap, message);

    public static IReadOnlyList<WorkoutEffort> Efforts(FitMessage message)
    {
        var efforts = new List<WorkoutEffort>();
        Add("training-effect", message.Whole(24), -1);
        Add("anaerobic-training-effect", message.Whole(137), -1);
        // Sixteen binary digits behind the point: two decimal ones are more than it is worth.
        Add(
            "training-load",
            message.Whole(168) is { } load ? (long)Math.Round(load * 100 / 65_536.0) : null,
            -2
        );
        Add("training-stress-score", message.Whole(35), -1);
        Add("feel", message.Whole(192), 0);
        Add("rpe", message.Whole(193), -1);
        return efforts;

        void Add(string scale, long? value, sbyte shift)
        {
            if (value is { } digits)
                efforts.Add(new(scale, new WrittenNumber(digits, shift)));
        }
    }

    private static List<WorkoutTotal> Of(Total[] totals, FitMessage message)
    {
        var found = new List<WorkoutTotal>();
        foreach (var total in totals)
        {
            // A watch without the sensor writes zero, or nothing.
            if (message.Whole(total.Field) is { } value and > 0)
                found.Add(
                    new(total.Kind, total.Figure, new WrittenNumber(value, total.Shift), total.Unit)
                );
        }
        return found;
    }

    private sealed record Total(byte Field, string Kind, string Figure, string Unit, sbyte Shift);
}
