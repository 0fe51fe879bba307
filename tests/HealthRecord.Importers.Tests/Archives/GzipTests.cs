using System.IO.Compression;
using System.Text;
using HealthRecord.Importers.Tests.Fit;
using HealthRecord.Importers.Tests.Tables;
using HealthRecord.TestKit;
using Xunit;
using static HealthRecord.Importers.Tests.Fit.FitFile;

namespace HealthRecord.Importers.Tests.Archives;

/// <summary>Files compressed alone, as training sites hand them out.</summary>
public sealed class GzipTests
{
    private const string Gpx = """
        <?xml version="1.0"?><gpx creator="App" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>run</type><trkseg>
        <trkpt lat="48.85" lon="2.35"><time>2026-03-01T08:00:00Z</time></trkpt>
        <trkpt lat="48.86" lon="2.35"><time>2026-03-01T08:05:00Z</time></trkpt>
        </trkseg></trk></gpx>
        """;

    private const string Tcx = """
                  <?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
        <Activities><Activity Sport="Biking"><Id>2026-03-02T08:00:00Z</Id><Lap StartTime="2026-03-02T08:00:00Z">
        <TotalTimeSeconds>60</TotalTimeSeconds><Track><Trackpoint><Time>2026-03-02T08:00:00Z</Time>
        <HeartRateBpm><Value>92</Value></HeartRateBpm></Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>
        """;

    private static readonly byte[] Fit = Activity()
        .Second(Morning, 92)
        .Second(Morning + 1, 93)
        .Session(Morning, 90)
        .Done();

    [Fact]
    public void A_compressed_activity_is_read_as_if_it_were_not_compressed()
    {
        Assert.Equal(ImportedFile.Of(Fit).Plain(), ImportedFile.Of(Gz(Fit)).Plain());
        Assert.Equal(ImportedFile.Of(Gpx).Plain(), ImportedFile.Of(Gz(Gpx)).Plain());
        Assert.Equal(ImportedFile.Of(Tcx).Plain(), ImportedFile.Of(Gz(Tcx)).Plain());
        Assert.NotEmpty(ImportedFile.Of(Gz(Tcx)).Plain());
        Assert.Empty(ImportedFile.Of(Gz(Fit)).Warnings);
    }

    [Fact]
    public void A_compressed_table_is_described_like_any_other()
    {
        var question = ImportedFile.Asks(Gz("Date,Poids (kg)\n2026-03-01,70.2\n2026-03-02,70.4\n"));

        Assert.Equal(ImportTopic.Columns, question.Topic);
    }

    [Fact]
    public void A_compressed_export_of_the_phone_is_read_and_one_that_was_cut_as_far_as_it_goes()
    {
        var export = AppleExport.With();
        for (var i = 0; i < 2000; i++)
            export.HeartRate(
                $"2024-03-01 {i / 60 % 24:00}:{i % 60:00}:{i / 1440:00}",
                60 + (i % 40)
            );
        var packed = Gz(export.Bytes());

        Assert.Equal(2000, ImportedFile.Of(packed).Readings.Count);
        var cut = ImportedFile.Of(packed[..(packed.Length / 2)]);
        Assert.InRange(cut.Readings.Count, 100, 1999);
        Assert.Contains("import.gzip-cut", cut.WarningKeys);
    }

    [Fact]
    public void A_training_archive_with_compressed_activities_is_read_whole()
    {
        var file = ImportedFile.Of(
            Archive(
                (
                    "activities.csv",
                    "Activity ID,Activity Date,Filename\n1,\"Mar 1, 2026, 8:00:00 AM\",activities/1.fit.gz\n"u8.ToArray()
                ),
                ("activities/1.fit.gz", Gz(Fit)),
                ("activities/2.gpx.gz", Gz(Gpx)),
                ("activities/3.tcx.gz", Gz(Tcx)),
                (
                    "activities/4.gpx",
                    Encoding.UTF8.GetBytes(Gpx.Replace("-01T", "-03T", StringComparison.Ordinal))
                )
            )
        );

        Assert.Equal(4, file.Workouts.Count);
        Assert.Contains(file.Readings, r => r.Source.Producer == "tcx");
        Assert.Equal(["import.members-unknown"], file.WarningKeys);
        Assert.Equal("activities.csv", file.Warnings[0].Arguments[1]);
    }

    [Fact]
    public void A_cut_file_is_read_up_to_the_cut_under_a_warning_that_names_it()
    {
        var long_ = Activity();
        for (var i = 0u; i < 20_000; i++)
            long_.Second(Morning + i, 60 + (i * 7919 % 90));
        var packed = Gz(long_.Done());

        var file = ImportedFile.Of(
            Archive(("activities/1.fit.gz", packed[..^(packed.Length / 4)]))
        );

        Assert.InRange(file.Readings.Count, 5_000, 19_999);
        Assert.Contains(
            file.Warnings,
            w => w.Key == "import.gzip-cut" && w.Arguments[0] == "activities/1.fit.gz"
        );
    }

    [Fact]
    public void Damaged_words_are_not_believed_and_the_others_of_the_archive_are_read()
    {
        var file = ImportedFile.Of(
            Archive(("a/1.gpx.gz", Broken(Gz(Gpx))), ("a/2.fit.gz", Gz(Fit)))
        );

        Assert.All(file.Readings, r => Assert.NotEqual("gpx", r.Source.Producer));
        Assert.NotEmpty(file.Readings);
        Assert.Equal(["import.member-damaged"], file.WarningKeys);
        Assert.Equal("import.damaged-zip", ImportedFile.WhyNot(Broken(Gz(Gpx))));
    }

    [Fact]
    public void A_damaged_fit_file_is_read_because_its_own_check_sum_speaks()
    {
        var file = ImportedFile.Of(Broken(Gz(Fit)));

        Assert.Equal(2, file.Readings.Count);
        Assert.Equal(["import.gzip-cut"], file.WarningKeys);
    }

    [Fact]
    public void Several_members_are_one_file_and_padding_behind_them_is_nothing()
    {
        byte[] two = [.. Gz(Gpx[..200]), .. Gz(Gpx[200..]), 0, 0, 0, 0];

        Assert.Equal(ImportedFile.Of(Gpx).Plain(), ImportedFile.Of(two).Plain());
    }

    [Fact]
    public void Compressed_twice_and_an_archive_compressed_once_more_are_opened()
    {
        Assert.NotEmpty(ImportedFile.Of(Gz(Gz(Gpx))).Workouts);
        Assert.NotEmpty(ImportedFile.Of(Gz(Archive(("1.gpx.gz", Gz(Gpx))))).Workouts);
    }

    [Fact]
    public void A_name_and_a_comment_in_front_are_passed_over()
    {
        var plain = Gz(Gpx);
        byte[] named =
        [
            .. plain[..3],
            0x1E,
            .. plain[4..10],
            2,
            0,
            9,
            9,
            .. "a.gpx\0"u8,
            .. "c\0"u8,
            1,
            2,
            .. plain[10..],
        ];

        Assert.NotEmpty(ImportedFile.Of(named).Workouts);
    }

    [Fact]
    public void What_unpacks_without_end_is_refused_alone_and_in_an_archive()
    {
        var bomb = Bomb();

        Assert.Equal("import.zip-bomb", ImportedFile.WhyNot(bomb));
        Assert.Equal(
            "import.too-large-unpacked",
            ImportedFile.WhyNot(Archive(("a.gz", bomb), ("1.fit.gz", Gz(Fit))), new(10_000))
        );
    }

    [Fact]
    public void Nothing_left_of_a_file_is_a_refusal()
    {
        Assert.Equal("import.cut-zip", ImportedFile.WhyNot(Gz(Gpx)[..10]));
        Assert.Equal("import.cut-zip", ImportedFile.WhyNot(Gz(Gpx)[..5]));
        Assert.Equal(
            "import.damaged-zip",
            ImportedFile.WhyNot([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF])
        );
    }

    [Fact]
    public void Whatever_is_done_to_the_bytes_nothing_but_a_refusal_comes_out()
    {
        var random = new Random(20260301);
        foreach (var whole in (byte[][])[Gz(Gpx), Gz(Fit), Gz(Tcx)])
            for (var i = 0; i < 300; i++)
            {
                var bytes = whole[..(i % 3 == 0 ? random.Next(4, whole.Length) : whole.Length)]
                    .ToArray();
                for (var flips = i % 4; flips > 0; flips--)
                    bytes[random.Next(3, bytes.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    ImportedFile.Of(bytes);
                }
                catch (Exception e) when (e is ImportRefusedException or ImportQuestionException)
                {
                    // A sentence, not a crash.
                }
            }
    }

    /// <summary>Another check sum than the bytes have.</summary>
    private static byte[] Broken(byte[] packed)
    {
        packed[^8] ^= 1;
        return packed;
    }

    /// <summary>150 MB of nothing.</summary>
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var i = 0; i < 150; i++)
                gzip.Write(new byte[1_000_000]);
        return packed.ToArray();
    }

    private static byte[] Gz(string text) => Gz(Encoding.UTF8.GetBytes(text));

    private static byte[] Gz(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Archive(params (string Path, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        return bytes.ToArray();
    }
}
