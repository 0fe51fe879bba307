using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HealthRecord.Importers.Streams;
using HealthRecord.TestKit;
using ICSharpCode.SharpZipLib.Zip;
using Xunit;

namespace HealthRecord.Importers.Tests;

public sealed class DetectionTests
{
    private static AppleExport Small => AppleExport.With().HeartRate("2026-03-01 08:00:00", 62);

    [Fact]
    public void An_export_is_known_by_its_content_as_xml_and_as_zip()
    {
        Assert.Equal("heart-rate", ImportedFile.Of(Small.Bytes()).Only.Kind.Code);
        Assert.Equal("heart-rate", ImportedFile.Of(Small.Zip()).Only.Kind.Code);
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("hello", "import.not-an-export")]
    [InlineData("{\"a\":1}", "import.not-an-export")]
    [InlineData("<html><body/></html>", "import.other-xml")]
    [InlineData("<?xml version=\"1.0\"?><!-- <HealthData> --><kml/>", "import.other-xml")]
    [InlineData("<!DOCTYPE html><HealthData/>", "import.other-xml")]
    public void What_is_no_export_is_refused_with_its_reason(string content, string key) =>
        Assert.Equal(key, ImportedFile.WhyNot(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void The_export_inside_an_archive_is_found_by_its_root_and_not_by_its_name()
    {
        Assert.Equal(
            "heart-rate",
            ImportedFile.Of(Small.Zip("apple_health_export/导出.xml")).Only.Kind.Code
        );
        Assert.Equal("heart-rate", ImportedFile.Of(Small.Zip("whatever")).Only.Kind.Code);
    }

    [Fact]
    public void Names_without_the_utf8_flag_do_no_harm()
    {
        var zip = Small.Zip("apple_health_export/xyz.xml");
        Replace(zip, "xyz"u8, [0xB5, 0xBC, 0xB3]);
        Assert.Equal("heart-rate", ImportedFile.Of(zip).Only.Kind.Code);
    }

    [Fact]
    public void A_zip_that_was_streamed_or_is_in_the_large_form_is_read()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(new Unseekable(file), ZipArchiveMode.Create, true))
        {
            using var entry = zip.CreateEntry("export.xml").Open();
            entry.Write(Small.Bytes());
        }
        var streamed = file.ToArray();
        Assert.True(streamed.AsSpan().IndexOf("PK\u0007\u0008"u8) > 0, "no data descriptor");
        Assert.Single(ImportedFile.Of(streamed).Readings);
        Assert.Single(ImportedFile.Of(Large(streamed)).Readings);
        Assert.Equal(
            "import.too-many-entries",
            ImportedFile.WhyNot(Large(streamed), new(1 << 20, 200, 0))
        );
    }

    [Fact]
    public void What_else_lies_in_the_archive_is_named_with_its_count()
    {
        var file = ImportedFile.Of(
            Small
                .Beside(
                    "apple_health_export/export_cda.xml",
                    "<?xml version=\"1.0\"?><ClinicalDocument/><second/>"
                )
                .Beside("apple_health_export/electrocardiograms/ecg_2025-03-02.csv", "a")
                .Beside("apple_health_export/workout-routes/route_0.gpx", "<gpx/>")
                .Beside("apple_health_export/workout-routes/route_1.gpx", "<gpx/>")
                .Beside("apple_health_export/clinical-records/x.json", "{}")
                .Beside("__MACOSX/apple_health_export/._export.xml", "\0\u0005\u0016\u0007")
                .Beside("apple_health_export/.DS_Store", "\0\0\0\u0001Bud1")
                .Zip()
        );

        Assert.Single(file.Readings);
        Assert.Equal(
            [
                "import.cda-skipped",
                "import.routes-unmatched 2",
                "import.not-imported.clinical-records 1",
                "import.not-imported.electrocardiograms 1",
            ],
            file.Warnings.Select(w => string.Join(' ', w.Arguments.Prepend(w.Key)))
        );
    }

    [Fact]
    public void An_archive_without_an_export_is_refused()
    {
        Assert.Equal(
            "import.no-export",
            ImportedFile.WhyNot(ZipOf(("a.txt", "hello"u8.ToArray())))
        );
        Assert.Equal("import.no-export", ImportedFile.WhyNot(ZipOf()));
        Assert.Equal(
            "import.no-export",
            ImportedFile.WhyNot(ZipOf(("export_cda.xml", "<ClinicalDocument/>"u8.ToArray())))
        );
    }

    [Fact]
    public void An_archive_inside_an_archive_is_opened()
    {
        var file = ImportedFile.Of(ZipOf(("takeout/export.zip", Small.Zip())));

        Assert.Equal("heart-rate", file.Only.Kind.Code);
    }

    [Fact]
    public void Archives_in_archives_are_held_to_one_sum()
    {
        var once = ZipOf(("export.xml", Small.Bytes()));

        // Twice as much as one of them unpacks to, and three of them.
        Assert.Equal(
            "import.too-large-unpacked",
            ImportedFile.WhyNot(
                ZipOf(("a.zip", once), ("b.zip", once), ("c.zip", once)),
                new(2 * Small.Bytes().Length)
            )
        );
    }

    [Fact]
    public void Archives_that_lie_too_deep_are_not_followed()
    {
        var zip = Small.Zip();
        for (var i = 0; i < 3; i++)
            zip = ZipOf(("a.zip", zip));
        Assert.Single(ImportedFile.Of(zip).Readings);

        Assert.Equal("import.nested-archive", ImportedFile.WhyNot(ZipOf(("a.zip", zip))));
    }

    [Theory]
    [InlineData("/etc/export.xml")]
    [InlineData("../export.xml")]
    [InlineData("a/../../export.xml")]
    [InlineData("..\\export.xml")]
    [InlineData("C:\\export.xml")]
    [InlineData("\\\\server\\export.xml")]
    public void Entries_outside_the_archive_are_refused(string name) =>
        Assert.Equal("import.entry-outside", ImportedFile.WhyNot(ZipOf((name, Small.Bytes()))));

    [Fact]
    public void A_link_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("export.xml");
            entry.ExternalAttributes = 0xA1FF << 16;
            using var content = entry.Open();
            content.Write(Small.Bytes());
        }
        Assert.Equal("import.entry-outside", ImportedFile.WhyNot(file.ToArray()));
    }

    [Fact]
    public void Two_points_inside_a_name_are_no_parent_folder() =>
        Assert.Single(ImportedFile.Of(ZipOf(("my..export.xml", Small.Bytes()))).Readings);

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void An_encrypted_archive_asks_for_its_password(int aesKeySize)
    {
        var zip = Encrypted("sésame", aesKeySize);

        Assert.Equal(ImportTopic.Password, ImportedFile.Asks(zip).Topic);
        Assert.Equal(
            ["again"],
            ImportedFile.Asks(zip, c => c with { Password = "wrong" }).Arguments
        );
        Assert.Equal(
            "heart-rate",
            ImportedFile.Of(zip, c => c with { Password = "sésame" }).Only.Kind.Code
        );
    }

    [Fact]
    public void Of_two_inner_archives_the_one_that_the_password_opens_is_read_and_the_other_named()
    {
        // The locked one stands first: what a password opens further on still counts.
        var zip = ZipOf([
            ("a.zip", Encrypted("autre", 256)),
            ("b.zip", Encrypted("sésame", 256)),
            ("Montre/run.tcx", Encoding.UTF8.GetBytes(Tcx.TcxTests.Run)),
        ]);

        Assert.Empty(ImportedFile.Asks(zip).Arguments);
        Assert.Equal(["again"], ImportedFile.Asks(zip, c => c with { Password = "x" }).Arguments);
        var file = ImportedFile.Of(zip, c => c with { Password = "sésame" });
        Assert.Equal(
            ["Montre d'Ana", "Forerunner 410"],
            file.Readings.Select(r => r.Source.Name).Distinct().OrderDescending()
        );
        Assert.Equal(
            ("import.member-locked", "a.zip"),
            file.Warnings.Select(w => (w.Key, w.Arguments[0])).Single()
        );
    }

    private static byte[] Encrypted(string password, int aesKeySize)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipOutputStream(file) { IsStreamOwner = false, Password = password })
        {
            zip.PutNextEntry(new ZipEntry("export.xml") { AESKeySize = aesKeySize });
            zip.Write(Small.Bytes());
            zip.CloseEntry();
        }
        return file.ToArray();
    }

    [Fact]
    public void Too_many_entries_are_refused_before_they_are_read()
    {
        var zip = ZipOf([
            .. Enumerable.Range(0, 20).Select(i => ($"{i}.txt", Array.Empty<byte>())),
        ]);
        Assert.Equal("import.too-many-entries", ImportedFile.WhyNot(zip, new(1 << 20, 200, 19)));
    }

    [Fact]
    public void A_directory_that_lies_about_its_size_is_not_followed()
    {
        var zip = ZipOf([
            .. Enumerable.Range(0, 20_000).Select(i => ($"{i:D40}.txt", Array.Empty<byte>())),
        ]);
        // One entry and 100 bytes, says the end of the directory.
        var end = zip.AsSpan(zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8));
        end[8] = end[10] = 1;
        end[9] = end[11] = 0;
        end[12] = 100;
        end[13] = end[14] = end[15] = 0;
        Assert.Equal("import.damaged-zip", ImportedFile.WhyNot(zip));
    }

    [Fact]
    public void A_zip_that_was_cut_anywhere_says_so()
    {
        var zip = AppleExports.Zip(300);
        for (var length = 4; length < zip.Length; length += 997)
            Assert.Equal("import.cut-zip", ImportedFile.WhyNot(zip[..length]));
    }

    [Fact]
    public void A_zip_bomb_is_refused_while_it_is_unpacked()
    {
        var bomb = BombOf(110_000_000);
        Assert.True(bomb.Length < 500_000);
        Assert.Equal("import.zip-bomb", ImportedFile.WhyNot(bomb));
    }

    [Fact]
    public void Repetition_below_a_hundred_megabytes_is_no_attack() =>
        Assert.Single(ImportedFile.Of(BombOf(20_000_000)).Readings);

    [Fact]
    public void What_unpacks_beyond_the_limit_is_refused()
    {
        Assert.Equal(
            "import.too-large-unpacked",
            ImportedFile.WhyNot(BombOf(20_000_000), new(10_000_000))
        );
        Assert.Equal("import.too-large-unpacked", ImportedFile.WhyNot(Small.Bytes(), new(100)));
    }

    [Fact]
    public void One_flipped_bit_in_the_packed_bytes_is_noticed_wherever_it_is()
    {
        var zip = AppleExports.Zip(2_000);
        var from = zip.AsSpan().LastIndexOf("PK\u0003\u0004"u8) + 100;
        var to = zip.AsSpan().IndexOf("PK\u0001\u0002"u8) - 20;
        for (var at = from; at < to; at += 331)
        {
            zip[at] ^= 0x10;
            Assert.Equal("import.damaged-zip", ImportedFile.WhyNot(zip));
            zip[at] ^= 0x10;
        }
        Assert.Equal(2_000, ImportedFile.Of(zip).Accounted().Values.Sum());
    }

    [Fact]
    public void The_check_sum_is_asked_for_also_behind_the_last_element()
    {
        var zip = Small.Raw("").Zip();
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip[directory + 16] ^= 1;
        Assert.Equal("import.damaged-zip", ImportedFile.WhyNot(zip));
    }

    [Fact]
    public void The_check_sum_is_that_of_the_standard() =>
        Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, "12345"u8), "6789"u8));

    [Fact]
    public void Progress_counts_the_bytes_that_were_uploaded()
    {
        var zip = AppleExports.Zip(20_000);
        var file = ImportedFile.Of(zip);
        Assert.Equal(file.Positions.Order(), file.Positions);
        Assert.Equal(zip.Length, file.Positions[^1]);
        Assert.All(file.Positions, p => Assert.InRange(p, 0, zip.Length));
    }

    [Fact]
    public void A_failure_of_the_uploaded_file_itself_is_not_blamed_on_the_archive() =>
        Assert.Throws<IOException>(() =>
            ImportedFile.Of(new FailingStream(AppleExports.Zip(2_000), 20_000))
        );

    private static byte[] ZipOf(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return file.ToArray();
    }

    /// <summary>An export with one record behind a long blank.</summary>
    private static byte[] BombOf(int blanks)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("export.xml").Open();
            entry.Write("<HealthData>"u8);
            var blank = new byte[100_000];
            blank.AsSpan().Fill((byte)' ');
            for (var i = 0; i < blanks; i += blank.Length)
                entry.Write(blank);
            entry.Write(
                Encoding.UTF8.GetBytes(
                    Small.Xml()[Small.Xml().IndexOf(" <Record", StringComparison.Ordinal)..]
                )
            );
        }
        return file.ToArray();
    }

    /// <summary>The same archive with the end of its directory as archives above 4 GB have it.</summary>
    private static byte[] Large(byte[] zip)
    {
        var at = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var end = zip.AsSpan(at).ToArray();
        var large = new byte[56 + 20];
        "PK\u0006\u0006"u8.CopyTo(large);
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(32), 1);
        BinaryPrimitives.WriteInt64LittleEndian(
            large.AsSpan(40),
            BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12))
        );
        BinaryPrimitives.WriteInt64LittleEndian(
            large.AsSpan(48),
            BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16))
        );
        "PK\u0006\u0007"u8.CopyTo(large.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(large.AsSpan(64), at);
        BinaryPrimitives.WriteInt32LittleEndian(large.AsSpan(72), 1);
        end.AsSpan(8, 12).Fill(0xFF);
        return [.. zip.AsSpan(0, at), .. large, .. end];
    }

    private static void Replace(byte[] inside, ReadOnlySpan<byte> what, ReadOnlySpan<byte> by)
    {
        for (var at = inside.AsSpan().IndexOf(what); at >= 0; at = inside.AsSpan().IndexOf(what))
            by.CopyTo(inside.AsSpan(at));
    }

    /// <summary>A disk that breaks once so many bytes were read.</summary>
    private sealed class FailingStream(byte[] content, int after) : MemoryStream(content)
    {
        private int read;

        public override int Read(byte[] buffer, int offset, int count) =>
            Counted(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

        private int Counted(int count)
        {
            read += count;
            return read > after ? throw new IOException("The disk broke.") : count;
        }
    }

    private sealed class Unseekable(Stream inner) : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) =>
            inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

        public override void WriteByte(byte value) => inner.WriteByte(value);
    }
}
