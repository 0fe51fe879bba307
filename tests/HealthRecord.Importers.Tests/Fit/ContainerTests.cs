using System.IO.Compression;
using HealthRecord.Importers.Fit;
using Xunit;
using static HealthRecord.Importers.Tests.Fit.FitFile;

namespace HealthRecord.Importers.Tests.Fit;

public sealed class ContainerTests
{
    private static FitFile Small => Activity().Second(Morning, 62);

    [Fact]
    public void The_check_sum_is_the_published_one() =>
        Assert.Equal(0xBB3D, FitCrc.Of("123456789"u8));

    [Theory]
    [InlineData(12, true)]
    [InlineData(14, true)]
    [InlineData(14, false)]
    public void Short_headers_and_headers_without_a_check_sum_are_read(int header, bool sum)
    {
        var file = ImportedFile.Of(Small.Done(header, sum));
        Assert.Equal(62, file.Only.Value.Digits);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_byte_orders_say_the_same(bool bigEndian)
    {
        var file = ImportedFile.Of(
            Activity(bigEndian).Second(Morning, 62).Session(Morning, 90, 11).Done()
        );
        Assert.Equal(Ms(Morning), file.Only.StartMs);
        Assert.Equal(90_000, Assert.Single(file.Workouts).DurationMs);
        Assert.Equal("Garmin fēnix 5", file.Only.Source.Name);
    }

    [Fact]
    public void Chained_files_are_all_read_each_with_its_own_device()
    {
        var file = ImportedFile.Of([
            .. Small.Done(),
            .. Of(4, product: 2691).Second(Morning + 1, 70).Done(),
        ]);
        Assert.Equal(
            ["Garmin fēnix 5 62", "Garmin Forerunner 935 70"],
            file.Readings.Select(r => $"{r.Source.Name} {r.Value.Digits}")
        );
    }

    [Fact]
    public void A_wrong_check_sum_is_named_and_the_file_is_read()
    {
        var bytes = Small.Done();
        bytes[^1] ^= 0x55;
        var file = ImportedFile.Of(bytes);
        Assert.Equal(62, file.Only.Value.Digits);
        Assert.Equal(["import.checksum-wrong"], file.WarningKeys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_missing_check_sum_is_named_and_the_file_is_read(int missing)
    {
        var file = ImportedFile.Of(Small.Done()[..^missing]);
        Assert.Equal(62, file.Only.Value.Digits);
        Assert.Equal(["import.checksum-missing"], file.WarningKeys);
    }

    [Fact]
    public void A_file_that_was_never_closed_is_read_to_its_end()
    {
        var closed = ImportedFile.Of(Small.Done(size: 0));
        Assert.Equal(62, closed.Only.Value.Digits);
        Assert.Empty(closed.Warnings);

        var crashed = ImportedFile.Of(Small.Done(size: 0)[..^2]);
        Assert.Equal(62, crashed.Only.Value.Digits);
        Assert.Equal(["import.checksum-missing"], crashed.WarningKeys);
    }

    [Fact]
    public void Bytes_behind_the_end_are_reported_and_left_alone()
    {
        var file = ImportedFile.Of([.. Small.Done(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        Assert.Equal(62, file.Only.Value.Digits);
        Assert.Equal(["import.trailing-bytes"], file.WarningKeys);
    }

    [Fact]
    public void A_cut_file_gives_what_stands_before_the_cut()
    {
        var whole = Activity().Second(Morning, 62).Second(Morning + 1, 63).Done();
        var file = ImportedFile.Of(whole[..^4]);
        Assert.Equal(62, file.Only.Value.Digits);
        Assert.Equal(["import.fit-cut"], file.WarningKeys);
    }

    [Fact]
    public void What_nothing_defines_ends_the_reading_with_a_word()
    {
        var file = ImportedFile.Of(Small.Raw(0x07, 1, 2).Done());
        Assert.Equal(62, file.Only.Value.Digits);
        Assert.Equal(["import.fit-broken"], file.WarningKeys);
    }

    [Fact]
    public void Compressed_times_roll_over_every_32_seconds()
    {
        // 8:00:00 lies at 0 of 32 seconds, the anchor at 30.
        var anchor = Morning + 30;
        Assert.Equal(0u, Morning % 32);
        var file = Activity().Second(anchor, 60).Definition(1, 20, [U8(3, 0)]);
        foreach (var (offset, rate) in new[] { (31, 61), (1, 62), (1, 63), (0, 64) })
            file.Raw((byte)(0x80 | (1 << 5) | offset), (byte)rate);
        Assert.Equal(
            [30, 31, 33, 33, 64],
            ImportedFile
                .Of(file.Done())
                .Readings.Select(r => (int)((r.StartMs - Ms(Morning)) / 1000))
        );
    }

    [Fact]
    public void Fields_of_developers_are_stepped_over_by_their_size()
    {
        Field[] fields = [At(Morning), U8(3, 62)];
        var file = Activity().Definition(0, 20, fields, developerSizes: [4, 1]);
        file.Raw(0).Content(fields).Raw(9, 9, 9, 9, 9);
        file.Raw(0).Content(At(Morning + 1), U8(3, 63)).Raw(9, 9, 9, 9, 9);
        Assert.Equal([62, 63], ImportedFile.Of(file.Done()).Readings.Select(r => r.Value.Digits));
    }

    [Fact]
    public void Invalid_values_are_no_values()
    {
        var file = ImportedFile.Of(Activity().Second(Morning, 0xFF).Done());
        Assert.Empty(file.Readings);
        Assert.Empty(file.Refused);
    }

    [Fact]
    public void Times_since_the_device_was_switched_on_are_no_dates()
    {
        var file = ImportedFile.Of(Activity().Second(1234, 62).Done());
        Assert.Equal(
            (RefusalReason.Date, "1234"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Text)
        );
    }

    [Fact]
    public void A_name_without_its_last_byte_is_read_to_the_end_of_the_field()
    {
        var file = Of(4, product: 9999)
            .Message(23, At(Morning), U8(0, 0), Words(27, "Forerunner", terminated: false))
            .Second(Morning, 62);
        Assert.Equal("Garmin Forerunner", ImportedFile.Of(file.Done()).Only.Source.Name);
    }

    [Fact]
    public void A_name_that_comes_after_the_first_reading_changes_nothing()
    {
        // The first half of the file would call its source otherwise.
        var file = Small.Message(23, At(Morning), U8(0, 0), Words(27, "Forerunner"));
        Assert.Equal("Garmin fēnix 5", ImportedFile.Of(file.Done()).Only.Source.Name);
    }

    [Fact]
    public void Settings_and_planned_workouts_are_counted_and_not_read()
    {
        var file = ImportedFile.Of(Of(6).Second(Morning, 62).Done());
        Assert.Empty(file.Readings);
        Assert.Equal(["import.fit-other-files"], file.WarningKeys);
    }

    [Fact]
    public void Messages_that_nobody_knows_are_counted_with_their_numbers()
    {
        var file = ImportedFile.Of(
            Small.Message(290, At(Morning)).Message(60_000, U8(0, 1)).Done()
        );
        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal("import.fit-messages-unknown", key);
        Assert.Equal(["2", "290, 60000"], arguments);
    }

    [Fact]
    public void A_file_larger_than_any_device_writes_is_refused_by_name()
    {
        var bytes = new byte[(64 << 20) + 1];
        Small.Done().CopyTo(bytes, 0);
        Assert.Equal("import.fit-too-large", ImportedFile.WhyNot(bytes));
    }

    [Fact]
    public void Files_in_an_archive_are_all_read_and_the_defective_ones_named()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var bad = Of(4, serial: 5).Second(Morning + 5, 70).Done();
            bad[^1] ^= 1;
            foreach (var (name, bytes) in new[] { ("a.fit", Small.Done()), ("b", bad) })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        var file = ImportedFile.Of(packed.ToArray());
        Assert.Equal([62, 70], file.Readings.Select(r => r.Value.Digits));
        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal("import.checksum-wrong", key);
        Assert.Equal(["1", "b"], arguments);
    }
}
