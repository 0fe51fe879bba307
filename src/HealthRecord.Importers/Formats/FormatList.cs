using HealthRecord.Importers.Apple;
using HealthRecord.Importers.Fitbit;
using HealthRecord.Importers.Garmin;
using HealthRecord.Importers.GoogleFit;
using HealthRecord.Importers.Nightscout;
using HealthRecord.Importers.Oura;
using HealthRecord.Importers.Polar;
using HealthRecord.Importers.Withings;

namespace HealthRecord.Importers.Formats;

/// <summary>The table of formats; a new one is a line here. Who stands first claims first.</summary>
internal static class FormatList
{
    public static IReadOnlyList<IFormat> All { get; } =
    [
        new AppleFormat(),
        new FitbitFormat(),
        new GoogleFitFormat(),
        new GarminExportFormat(),
        new PolarFormat(),
        new OuraFormat(),
        new NightscoutFormat(),
        new WithingsBodyFormat(),
    ];
}
