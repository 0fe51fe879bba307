using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Gpx;

/// <summary>GPX: tracks of watches and phones. Each track with times is a workout; heart rates of its points are readings.</summary>
/// <remarks>https://www.topografix.com/GPX/1/1/ and the track point extensions of Garmin and Cluetrust, by local name.</remarks>
internal sealed class GpxFormat : IFormat
{
    private const string Track = "trk";
    private static readonly Measure Heart = Measure.Of("heart-rate");

    public string Code => "gpx";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(IsGpx)];

    public static bool IsGpx(SourceFile file) =>
        file.Head.Signature == Signature.Xml
        && (file.Head.Root == "gpx" || file.Head.Root.EndsWith(":gpx", StringComparison.Ordinal));

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var handover = new Handover(run.Context, run.Sink);
        long timeless = 0;
        long local = 0;
        var thinned = 0;
        run.Each(
            files,
            (file, _) =>
            {
                var one = new Run(handover, new TrackTimes(new LocalTimes(run.Context.Zones)));
                try
                {
                    using var text = file.OpenText();
                    using var xml = PlainXml.Open(text);
                    one.Read(new GpxReader(xml), run.Stop);
                }
                finally
                {
                    one.Finish();
                    timeless += one.Timeless;
                    local += one.Times.Local;
                    thinned += one.Thinned;
                }
            }
        );
        if (timeless > 0)
            run.Warn(Warnings.PositionsWithoutTime, timeless);
        if (local > 0)
            run.Warn(Warnings.LocalTimes, local);
        if (thinned > 0)
            run.Warn(Warnings.RoutesThinned, thinned);
    }

    /// <summary>One file.</summary>
    private sealed class Run(Handover handover, TrackTimes times)
    {
        private GpxTrack track = new();
        private SourceKey source = new("gpx", "GPX");

        public TrackTimes Times => times;
        public long Timeless { get; private set; }
        public int Thinned { get; private set; }

        public void Read(GpxReader gpx, CancellationToken ct)
        {
            while (gpx.Read())
            {
                ct.ThrowIfCancellationRequested();
                source = new("gpx", AppOf(gpx.Creator));
                if (gpx.Node == GpxNode.TrackEnd)
                    End(gpx);
                else
                    Point(gpx);
            }
        }

        /// <summary>A track that was cut has no end yet: the whole file will tell it.</summary>
        public void Finish()
        {
            for (var i = 0; i < track.Timed; i++)
                handover.Refuse("trkpt", RefusalReason.Incomplete, null);
            Timeless += track.Timeless;
            track = new();
        }

        private void Point(GpxReader gpx)
        {
            var origin = gpx.Node switch
            {
                GpxNode.TrackPoint => "trkpt",
                GpxNode.WayPoint => "wpt",
                _ => "rtept",
            };
            var ms = 0L;
            string? zone = null;
            var isTimed = gpx.Time.Length > 0 && times.TryParse(gpx.Time, out ms, out zone);
            if (gpx.HeartRate.Length > 0)
                Beat(gpx, $"{origin}/hr", isTimed ? ms : null, zone);
            if (gpx.Node != GpxNode.TrackPoint)
                handover.Refuse(origin, RefusalReason.NotAMeasurement, null, gpx.Line);
            else if (gpx.Time.Length == 0)
            {
                track.AddTimeless();
                handover.Refuse(origin, RefusalReason.NotAMeasurement, null, gpx.Line);
            }
            else if (!isTimed)
                handover.Refuse(origin, RefusalReason.Date, gpx.Time, gpx.Line);
            else if (!track.Add(gpx.Latitude, gpx.Longitude, gpx.Altitude, ms, zone))
                handover.Refuse(origin, RefusalReason.NotANumber, null, gpx.Line);
        }

        private void Beat(GpxReader gpx, string origin, long? ms, string? zone)
        {
            if (!DecimalText.TryParse(gpx.HeartRate, out var rate))
                handover.Refuse(origin, RefusalReason.NotANumber, gpx.HeartRate, gpx.Line);
            else if (rate.Digits == 0)
                handover.Refuse(origin, RefusalReason.Sentinel, gpx.HeartRate, gpx.Line);
            else if (ms is not { } at)
                handover.Refuse(origin, RefusalReason.Date, gpx.Time, gpx.Line);
            else
                handover.Take(
                    new Found(origin, Heart, source, at, at, rate) { Zone = zone, Line = gpx.Line }
                );
        }

        private void End(GpxReader gpx)
        {
            Timeless += track.Timeless;
            if (track.Timed > 0)
            {
                if (
                    handover.Take(
                        track.Workout(source, ActivityNames.Of(gpx.Activity), Track, gpx.Line)
                    )
                )
                    handover.Merged("trkpt", track.Timed);
                else
                    for (var i = 0; i < track.Timed; i++)
                        handover.Refuse("trkpt", RefusalReason.Date, null);
                Thinned += track.IsThinned ? 1 : 0;
            }
            track = new();
        }

        /// <summary><c>Runkeeper - http://www.runkeeper.com</c> is Runkeeper.</summary>
        private static string AppOf(string creator)
        {
            const int longest = 100;
            var at = creator.IndexOf(" - http", StringComparison.OrdinalIgnoreCase);
            var name = (at > 0 ? creator[..at] : creator).Trim();
            return name.Length == 0 || name.Any(char.IsControl) ? "GPX"
                : name.Length > longest ? name[..longest]
                : name;
        }
    }
}
