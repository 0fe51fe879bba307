using HealthRecord.Importers.Apple;
using HealthRecord.Importers.Fit;
using HealthRecord.Importers.Gpx;
using HealthRecord.Importers.Tcx;

namespace HealthRecord.Importers.Formats;

/// <summary>The table of formats; a new one is a line here. Who stands first claims first.</summary>
internal static class FormatList
{
    public static IReadOnlyList<IFormat> All { get; } =
    [new AppleFormat(), new FitFormat(), new TcxFormat(), new GpxFormat()];
}
