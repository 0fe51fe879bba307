using System.Buffers.Binary;

namespace HealthRecord.TestKit;

/// <summary>What watches and sport devices write.</summary>
public static partial class FormatFiles
{
    private static void Fit(string path, int count)
    {
        using var body = new MemoryStream();
        // File: an activity of a watch; then one definition and a record a second.
        body.Write([0x40, 0, 0, 0, 0, 4, 0, 1, 0, 1, 2, 0x84, 2, 2, 0x84, 4, 4, 0x86]);
        Span<byte> bytes = stackalloc byte[10];
        body.Write([0, 4, 1, 0, 1, 0]);
        var start = (uint)
            (First - new DateTime(1989, 12, 31, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, start);
        body.Write(bytes[..4]);
        body.Write([0x41, 0, 0, 20, 0, 2, 253, 4, 0x86, 3, 1, 0x02]);
        for (var i = 0; i < count; i++)
        {
            bytes[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], start + (uint)i);
            bytes[5] = (byte)Beat(i);
            body.Write(bytes[..6]);
        }
        using var file = File.Create(path);
        var header = new byte[12];
        (header[0], header[1]) = (12, 0x10);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), (uint)body.Length);
        ".FIT"u8.CopyTo(header.AsSpan(8));
        file.Write(header);
        body.Position = 0;
        body.CopyTo(file);
        // No check sum: read under a warning that names it.
    }

    private static void Tcx(string path, int count) =>
        Lines(
            path,
            "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities>",
            Enumerable
                .Range(0, count)
                .Select(i =>
                    (i % 3600 == 0 ? Activity(i) : "")
                    + $"<Trackpoint><Time>{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}</Time><HeartRateBpm><Value>{Beat(i)}</Value></HeartRateBpm></Trackpoint>\n"
                    + (
                        i % 3600 == 3599 || i == count - 1
                            ? "</Track></Lap><Creator><Name>Forerunner</Name></Creator></Activity>\n"
                            : ""
                    )
                ),
            "</Activities></TrainingCenterDatabase>"
        );

    private static string Activity(int i) =>
        $"<Activity Sport=\"Running\"><Id>{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}</Id><Lap StartTime=\"{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}\"><TotalTimeSeconds>3600</TotalTimeSeconds><DistanceMeters>9000</DistanceMeters><Calories>600</Calories><Track>\n";

    private static void Gpx(string path, int count) =>
        Lines(
            path,
            "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" creator=\"bench\" xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">",
            Enumerable
                .Range(0, count)
                .Select(i =>
                    (i % 3600 == 0 ? "<trk><type>running</type><trkseg>" : "")
                    + $"<trkpt lat=\"45.{i % 1000:D3}\" lon=\"-4.5\"><time>{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>{Beat(i)}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>\n"
                    + (i % 3600 == 3599 || i == count - 1 ? "</trkseg></trk>\n" : "")
                ),
            "</gpx>"
        );
}
