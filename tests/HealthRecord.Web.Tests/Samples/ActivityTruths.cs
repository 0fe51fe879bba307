using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>Formats of sports devices.</summary>
internal static class ActivityTruths
{
    private static readonly string[] Levels = ["", "awake", "light", "deep", "rem"];

    public static SampleClaims Fit(JsonElement chain, SampleClaims claims)
    {
        var truth = chain.EnumerateArray().Single();
        if (truth.TryGetProperty("record_heart_rate", out var heart))
        {
            claims.Column("record/heart_rate", heart, "heart-rate");
            var times = truth.At("record_time").EnumerateArray().ToList();
            claims.Time("heart-rate", times[0].GetDateTimeOffset(), times[1].GetDateTimeOffset());
        }
        if (truth.TryGetProperty("hrv_rr_s", out var beats))
            claims.Column("hrv/time", beats, "rr-interval", "ms", 1000);
        if (truth.TryGetProperty("spo2", out var oxygen))
            claims.Column("spo2_data", oxygen, "spo2", "%");
        if (truth.TryGetProperty("respiration", out var breaths))
            claims.Column("respiration_rate", breaths, "respiratory-rate");
        if (truth.TryGetProperty("hrv_value_ms", out var variability))
            claims.Column("hrv_value", variability, "hrv-rmssd", "ms");
        if (truth.TryGetProperty("positions", out var positions) && positions.GetInt64() > 0)
            claims.Row("record/position", positions);
        if (truth.TryGetProperty("hrv_status", out var status))
            // Means over a night or a week of what stands beside them.
            claims.Row(
                "hrv_status_summary/weekly_average",
                status.GetArrayLength(),
                status.GetArrayLength()
            );
        if (truth.TryGetProperty("sleep_level_counts", out var levels))
        {
            claims.Row("sleep_level", levels.EnumerateObject().Sum(l => l.Value.GetInt64()), 0);
            foreach (var level in levels.EnumerateObject())
                claims.Code("sleep-stage", Levels[level.Name[0] - '0'], level.Value.GetInt64());
        }
        if (truth.TryGetProperty("bp", out var pressure))
        {
            foreach (
                var (name, part) in new[] { ("systolic", 0), ("diastolic", 1), ("heart_rate", 3) }
            )
                claims.Column(
                    $"blood_pressure/{name}",
                    pressure.At(name),
                    "blood-pressure",
                    "mm[Hg]",
                    part: part
                );
            claims.Time(
                "blood-pressure",
                pressure.At("first").GetDateTimeOffset(),
                pressure.At("last").GetDateTimeOffset()
            );
        }
        var sessions = truth.At("sessions").EnumerateArray().ToList();
        claims.Workouts = sessions.Count;
        if (sessions.Count == 0)
            return claims;
        claims.Row("lap", truth.At("messages", "19"));
        return claims
            .Total("distance", Of(sessions, "distance_m"))
            .Total("active-energy", Of(sessions, "kcal"))
            .Total("seconds", Of(sessions, "elapsed_s"));
    }

    public static SampleClaims Tcx(JsonElement truth, SampleClaims claims)
    {
        claims.Workouts = truth.At("activities").GetArrayLength();
        return claims
            .Row("Lap", truth.At("laps"))
            .Row("Trackpoint", truth.At("trackpoints"))
            .Column("Trackpoint/HeartRateBpm", truth.At("trackpoint_hr"), "heart-rate")
            .Total("distance", Figures.Of([truth.At("distance_m").GetDouble()]))
            .Total("active-energy", Figures.Of([truth.At("calories").GetDouble()]));
    }

    public static SampleClaims Gpx(JsonElement truth, SampleClaims claims)
    {
        var points = truth.Long("trkpt");
        if (points > 0)
            claims.Row("trkpt", points, 0);
        // Places and planned ways are nothing that anybody measured.
        foreach (var name in new[] { "wpt", "rtept" })
            if (truth.TryGetProperty(name, out var count) && count.GetInt64() > 0)
                claims.Row(name, count.GetInt64(), count.GetInt64());
        // Not every track has the times that make it a workout: the truth says at most how many there are.
        claims.Workouts = points > 0 ? -1 : 0;
        return claims;
    }

    private static Figures Of(List<JsonElement> sessions, string name) =>
        Figures.Of([.. sessions.Select(s => s.GetProperty(name).GetDouble())]);
}
