using Xunit;
using static HealthRecord.Importers.Tests.Fit.FitFile;

namespace HealthRecord.Importers.Tests.Fit;

public sealed class MonitoringTests
{
    private const byte Walking = 6;
    private const byte Running = 1;

    /// <summary>Midnight in Paris.</summary>
    private const uint Midnight = Morning - (9 * 3600);

    private static FitFile Day(uint from = Midnight) =>
        Of(32).Message(103, At(from), U32(0, from + 3600));

    [Fact]
    public void The_raw_number_of_who_walks_is_the_number_of_steps()
    {
        var file = ImportedFile.Of(
            Day()
                .Message(55, At(Morning), U32(3, 1200), U8(5, Walking))
                .Message(55, At(Morning + 600), U32(3, 1500), U8(5, Walking))
                .Done()
        );
        Assert.Equal(
            [(1200L, Ms(Midnight), Ms(Morning)), (300, Ms(Morning), Ms(Morning + 600))],
            file.Readings.Select(r => (r.Value.Digits, r.StartMs, r.StartMs + r.DurationMs))
        );
        Assert.All(file.Readings, r => Assert.Equal("+01:00", r.Zone));
    }

    [Fact]
    public void Every_activity_has_a_counter_of_its_own()
    {
        var file = ImportedFile.Of(
            Day()
                .Message(55, At(Morning), U32(3, 1000), U8(5, Walking))
                .Message(55, At(Morning + 60), U32(3, 90), U8(5, Running))
                .Message(55, At(Morning + 120), U32(3, 1100), U8(5, Walking))
                .Message(55, At(Morning + 180), U32(3, 290), U8(5, Running))
                .Done()
        );
        Assert.Equal([1000, 90, 100, 200], file.Readings.Select(r => r.Value.Digits));
    }

    [Fact]
    public void A_counter_that_falls_began_again()
    {
        var file = ImportedFile.Of(
            Day()
                .Message(55, At(Morning), U32(3, 1000), U8(5, Walking))
                .Message(55, At(Morning + 600), U32(3, 40), U8(5, Walking))
                .Done()
        );
        Assert.Equal([1000, 40], file.Readings.Select(r => r.Value.Digits));
    }

    [Fact]
    public void Where_a_counter_stands_when_a_file_begins_in_the_day_is_not_counted_again()
    {
        var file = ImportedFile.Of(
            Day(Morning)
                .Message(55, At(Morning), U32(3, 5200), U8(5, Walking))
                .Message(55, At(Morning + 600), U32(3, 5500), U8(5, Walking))
                .Message(55, At(Morning + 900), U32(3, 800), U8(5, Running))
                .Done()
        );
        Assert.Equal([300, 800], file.Readings.Select(r => r.Value.Digits));
        Assert.Equal(
            (RefusalReason.NotAMeasurement, "5200"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Text)
        );
    }

    [Fact]
    public void Turns_of_a_crank_are_no_steps()
    {
        var file = ImportedFile.Of(Day().Message(55, At(Morning), U32(3, 1200), U8(5, 2)).Done());
        Assert.Empty(file.Readings);
        Assert.Equal("monitoring/cycles", file.OnlyRefusal.Origin);
    }

    [Fact]
    public void The_activity_may_share_a_byte_with_the_intensity()
    {
        var file = ImportedFile.Of(
            Day().Message(55, At(Morning), U32(3, 1200), Bytes(24, (3 << 5) | Walking)).Done()
        );
        Assert.Equal(1200, file.Only.Value.Digits);
    }

    [Fact]
    public void Distance_and_energy_are_differences_too()
    {
        var file = ImportedFile.Of(
            Day()
                .Message(55, At(Morning), U32(2, 80_000), U16(19, 30), U8(5, Walking))
                .Message(55, At(Morning + 60), U32(2, 90_050), U16(19, 37), U8(5, Walking))
                .Done()
        );
        Assert.Equal(
            [("distance", 800), ("active-energy", 30), ("distance", 100.5), ("active-energy", 7)],
            file.Readings.Select(r => (r.Kind.Code, r.Value.ToDouble()))
        );
    }

    [Fact]
    public void Sixteen_bits_of_time_go_on_from_the_last_whole_one()
    {
        var anchor = (Morning & 0xFFFF_0000) + 0xFFF0;
        var file = ImportedFile.Of(
            Of(32)
                .Message(103, At(anchor), U32(0, anchor))
                .Message(55, U16(26, 0xFFFA), U8(27, 61))
                .Message(55, U16(26, 0x0005), U8(27, 62))
                .Message(55, U16(26, 0x0006), U8(27, 0))
                .Done()
        );
        Assert.Equal([Ms(anchor + 10), Ms(anchor + 21)], file.Readings.Select(r => r.StartMs));
        Assert.Equal(RefusalReason.Sentinel, file.OnlyRefusal.Reason);
    }
}
