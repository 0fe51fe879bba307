using System.Globalization;
using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Withings;

/// <summary>The workouts of <c>getworkouts</c>. One can come twice in an answer: its number is its name.</summary>
internal static class WithingsWorkouts
{
    private const long LongestSeconds = 7 * 86_400;

    private static readonly NumberField Energy = NumberField.Of("active-energy", "kcal");
    private static readonly NumberField Distance = NumberField.Of("distance", "m");
    private static readonly NumberField Steps = NumberField.Of("steps");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");

    private static readonly Dictionary<long, string> Categories = new()
    {
        [1] = "walking",
        [2] = "running",
        [3] = "hiking",
        [4] = "skating",
        [5] = "bmx",
        [6] = "cycling",
        [7] = "swimming",
        [8] = "surfing",
        [9] = "kitesurfing",
        [10] = "windsurfing",
        [12] = "tennis",
        [13] = "table-tennis",
        [14] = "squash",
        [15] = "badminton",
        [16] = "traditional-strength-training",
        [17] = "calisthenics",
        [18] = "elliptical",
        [19] = "pilates",
        [20] = "basketball",
        [21] = "soccer",
        [22] = "football",
        [23] = "rugby",
        [24] = "volleyball",
        [26] = "horse-riding",
        [27] = "golf",
        [28] = "yoga",
        [29] = "dancing",
        [30] = "boxing",
        [34] = "skiing",
        [35] = "snowboarding",
        [36] = "other",
        [187] = "rowing",
        [188] = "zumba",
        [307] = "running",
        [308] = "cycling",
    };

    public static void Take(Handover handover, JsonElement item, string? bodyZone)
    {
        if (
            item.Whole("startdate") is not (>= 0 and < 100_000_000_000 and var start)
            || item.Whole("enddate") is not (>= 0 and < 100_000_000_000 and var end)
        )
        {
            handover.Refuse("workout", RefusalReason.Date, item.Text("startdate"));
            return;
        }
        if (end - start > LongestSeconds)
        {
            handover.Refuse("workout", RefusalReason.Impossible, item.Text("enddate"));
            return;
        }
        var data = item.Get("data");
        string? Of(string name) => data.Get(name).Text();
        // Typed by hand where nothing was measured.
        string? Either(string name) =>
            Of(name) is { } text and not "0" ? text : Of($"manual_{name}");
        var totals = new Totals()
            .Add("sum", Energy, Either("calories"), zeroIsNone: true)
            .Add("sum", Distance, Either("distance"), zeroIsNone: true)
            .Add("sum", Steps, Of("steps"), zeroIsNone: true)
            .Add("mean", HeartRate, Of("hr_average"), zeroIsNone: true)
            .Add("min", HeartRate, Of("hr_min"), zeroIsNone: true)
            .Add("max", HeartRate, Of("hr_max"), zeroIsNone: true);
        handover.Take(
            new IncomingWorkout(
                WithingsItems.SourceOf(item),
                ActivityOf(item.Whole("category")),
                start * 1000,
                (end - start) * 1000,
                totals.All,
                WithingsItems.ZoneOf(item, bodyZone),
                item.Text("id") is { Length: > 0 and < 50 } id
                    ? new($"withings-workout-{id}", item.Whole("modified") ?? 0)
                    : null,
                "workout",
                0
            )
        );
    }

    private static string ActivityOf(long? category) =>
        category is not { } number ? "workout"
        : Categories.TryGetValue(number, out var name) ? name
        : $"withings-{number.ToString(CultureInfo.InvariantCulture)}";
}
