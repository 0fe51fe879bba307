using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>What programs get from Withings, saved as files.</summary>
internal static class WithingsTruths
{
    /// <summary>Of measure types that have a kind; the others are refused by their number.</summary>
    private static readonly (string Type, string Kind, string? Unit)[] Kinds =
    [
        ("1", "body-weight", "kg"),
        ("5", "lean-mass", "kg"),
        ("6", "body-fat", "%"),
        ("8", "fat-mass", "kg"),
        ("76", "muscle-mass", "kg"),
        ("77", "body-water-mass", "kg"),
        ("88", "bone-mass", "kg"),
        ("170", "visceral-fat-rating", null),
        ("226", "basal-metabolic-rate", "kcal/d"),
    ];

    public static SampleClaims Body(JsonElement truth, SampleClaims claims)
    {
        if (truth.TryGetProperty("by_type", out var types))
            return Measures(truth, types, claims);
        var list = truth.At("keys")[0].GetString();
        if (list == "series")
        {
            // One workout stands twice, under one id.
            claims.Workouts = truth.Long("distinct_id");
            claims.WorkoutsRepeated = truth.Long("series") - truth.Long("distinct_id");
        }
        else if (list != "activities")
            claims.NothingBut = list;
        return claims;
    }

    private static SampleClaims Measures(JsonElement truth, JsonElement types, SampleClaims claims)
    {
        var groups = truth.Long("distinct_grpid");
        foreach (var type in types.EnumerateObject())
        {
            var (_, kind, unit) = Kinds.FirstOrDefault(k => k.Type == type.Name);
            var told = type.Value.Long("n");
            claims.Row($"measure/{type.Name}", told, kind is null ? told : 0);
            if (kind is not null)
                // A group that comes twice is one weighing, and a mass that it gives twice is one mass.
                claims.Value(kind, Figures.Of(type.Value).Once((int)(told / groups)), unit);
        }
        return claims;
    }
}
