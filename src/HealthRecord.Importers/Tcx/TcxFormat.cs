using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Tcx;

/// <summary>TCX: activities of Garmin's older software and of many apps.</summary>
/// <remarks>
/// The device stands at the end of an activity, and readings are named by it: a first walk finds the devices, a second hands
/// out. An activity without its end is refused, samples and all, because its source is not known yet; the whole file tells it.
/// </remarks>
internal sealed class TcxFormat : IFormat
{
    private const string Root = "TrainingCenterDatabase";

    public string Code => "tcx";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [
            .. files.Where(f =>
                f.Head.Signature == Signature.Xml
                && (
                    f.Head.Root == Root
                    || f.Head.Root.EndsWith($":{Root}", StringComparison.Ordinal)
                )
            ),
        ];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var handover = new Handover(run.Context, run.Sink);
        long local = 0;
        var thinned = 0;
        run.Each(
            files,
            (file, _) =>
            {
                var times = new TrackTimes(new LocalTimes(run.Context.Zones));
                var one = new TcxRun(handover, times, DevicesOf(file, run.Stop));
                try
                {
                    using var text = file.OpenText();
                    using var xml = PlainXml.Open(text);
                    one.Read(new TcxReader(xml), run.Stop);
                }
                finally
                {
                    one.Finish();
                    local += times.Local;
                    thinned += one.Thinned;
                }
            }
        );
        if (local > 0)
            run.Warn(Warnings.LocalTimes, local);
        if (thinned > 0)
            run.Warn(Warnings.RoutesThinned, thinned);
    }

    /// <summary>One for each activity that has its end.</summary>
    private static List<string> DevicesOf(SourceFile file, CancellationToken ct)
    {
        var devices = new List<string>();
        try
        {
            using var text = file.OpenText();
            using var xml = PlainXml.Open(text);
            var tcx = new TcxReader(xml);
            while (tcx.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (tcx.Node == TcxNode.ActivityEnd)
                    devices.Add(tcx.Creator);
            }
        }
        catch (System.Xml.XmlException)
        {
            // The second walk comes to the same place, and says so.
        }
        return devices;
    }
}
