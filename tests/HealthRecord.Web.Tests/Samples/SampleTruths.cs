using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>What the keys of the ground truth mean for this product: format by format, which report row, kind and unit they are.</summary>
internal static class SampleTruths
{
    private static readonly Dictionary<
        string,
        Func<string, JsonElement, SampleClaims, SampleClaims>
    > Formats = new(StringComparer.Ordinal)
    {
        ["apple_health"] = (_, truth, claims) => ActivityTruths.Gpx(truth, claims),
        ["cgm"] = (_, truth, claims) => TableTruths.Glucose(truth, claims),
        ["fit"] = (_, truth, claims) => ActivityTruths.Fit(truth, claims),
        ["fitbit"] = (_, truth, claims) => TakeoutTruths.Fitbit(truth, claims),
        ["garmin_connect"] = (_, truth, claims) => TakeoutTruths.Garmin(truth, claims),
        ["google_fit"] = (_, truth, claims) => TakeoutTruths.GoogleFit(truth, claims),
        ["health_connect"] = (_, truth, claims) => TakeoutTruths.HealthConnect(truth, claims),
        ["ihealth"] = (_, truth, claims) => TableTruths.Pressures(truth, claims, "SYS", "DIA"),
        ["omron"] = (_, truth, claims) => TableTruths.Pressures(truth, claims, "Syst", "Diast"),
        ["oura"] = (_, truth, claims) => TakeoutTruths.Oura(truth, claims),
        ["polar"] = (_, truth, claims) => TakeoutTruths.Polar(truth, claims),
        ["samsung_health"] = (_, truth, claims) => TableTruths.Samsung(truth, claims),
        ["tcx_gpx"] = (name, truth, claims) =>
            name.EndsWith(".tcx", StringComparison.Ordinal)
                ? ActivityTruths.Tcx(truth, claims)
                : ActivityTruths.Gpx(truth, claims),
        ["withings"] = (name, truth, claims) =>
            name.EndsWith(".zip", StringComparison.Ordinal)
                ? TableTruths.Withings(truth, claims)
                : WithingsTruths.Body(truth, claims),
        ["zepp"] = (_, truth, claims) => TableTruths.Zepp(truth, claims),
    };

    /// <exception cref="KeyNotFoundException">A format that nobody has told this map yet.</exception>
    public static SampleClaims Of(Sample sample) =>
        Formats[sample.Name.Split('/')[0]](sample.Name, sample.Truth, new());

    public static long Long(this JsonElement truth, params string[] path) =>
        At(truth, path).GetInt64();

    public static JsonElement At(this JsonElement truth, params string[] path) =>
        path.Aggregate(truth, (at, name) => at.GetProperty(name));
}
