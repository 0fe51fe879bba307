using HealthRecord.Importers.Apple;
using HealthRecord.Importers.Dexcom;
using HealthRecord.Importers.Fhir;
using HealthRecord.Importers.Fit;
using HealthRecord.Importers.Fitbit;
using HealthRecord.Importers.Garmin;
using HealthRecord.Importers.GoogleFit;
using HealthRecord.Importers.GoogleHealth;
using HealthRecord.Importers.Gpx;
using HealthRecord.Importers.HealthConnect;
using HealthRecord.Importers.IHealth;
using HealthRecord.Importers.LibreView;
using HealthRecord.Importers.Nightscout;
using HealthRecord.Importers.Omron;
using HealthRecord.Importers.Oura;
using HealthRecord.Importers.Polar;
using HealthRecord.Importers.Samsung;
using HealthRecord.Importers.Tables;
using HealthRecord.Importers.Tcx;
using HealthRecord.Importers.Withings;
using HealthRecord.Importers.Zepp;

namespace HealthRecord.Importers.Formats;

/// <summary>The table of formats; a new one is a line here. Who stands first claims first.</summary>
internal static class FormatList
{
    public static IReadOnlyList<IFormat> All { get; } =
    [
        new AppleFormat(),
        new FitFormat(),
        new TcxFormat(),
        new GpxFormat(),
        new HealthConnectFormat(),
        new FitbitFormat(),
        new GoogleFitFormat(),
        new GoogleHealthFormat(),
        new GarminExportFormat(),
        new PolarFormat(),
        new OuraFormat(),
        new NightscoutFormat(),
        new WithingsBodyFormat(),
        new FhirFormat(),
        new OmronFormat(),
        new IHealthFormat(),
        new ZeppFormat(),
        new LibreViewFormat(),
        new ClarityFormat(),
        new WithingsFormat(),
        new SamsungFormat(),
        // Takes whatever is left.
        new TableFormat(),
    ];
}
