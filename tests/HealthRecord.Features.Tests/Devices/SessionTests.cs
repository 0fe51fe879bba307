using HealthRecord.Features.Devices;
using HealthRecord.Importers.Gatt;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HealthRecord.Features.Tests.Devices;

/// <summary>How a connection ends is said as it was: done, silent, or cut in the middle.</summary>
public sealed class SessionTests
{
    private static readonly FakeTimeProvider Clock = new(TestKit.RecordHost.Start);

    [Fact]
    public void A_meter_that_answers_that_it_is_done_is_done()
    {
        var session = Session("meter");

        var first = session.Arrived([Packet(0x2A18, "020600ea07 0b18080000 78b011")]);
        var last = session.Arrived([Packet(0x2A52, "06000101")]);
        session.Ended("disconnected");

        Assert.Equal((false, true), (first, last));
        Assert.Equal(DeviceEnd.Complete, session.End);
        Assert.Single(session.Backlog.Measurements);
    }

    [Fact]
    public void A_meter_that_hangs_up_before_that_was_cut_and_what_came_is_kept()
    {
        var session = Session("meter");

        session.Arrived([Packet(0x2A18, "020600ea07 0b18080000 78b011")]);
        session.Ended("disconnected");

        Assert.Equal(DeviceEnd.Cut, session.End);
        Assert.Single(session.Backlog.Measurements);
    }

    [Fact]
    public void A_meter_that_cannot_count_from_a_number_on_is_asked_for_everything()
    {
        var session = Session("meter");
        Assert.Equal(RecordAccess.From(7), session.Ask(6));

        Assert.False(session.Arrived([Packet(0x2A52, "06000104")]));
        Assert.Equal(RecordAccess.All, session.NextRequest());
        Assert.Null(session.NextRequest());
        session.Arrived([Packet(0x2A18, "020600ea07 0b18080000 78b011")]);
        Assert.True(session.Arrived([Packet(0x2A52, "06000101")]));
        session.Ended("complete");

        Assert.Equal((DeviceEnd.Complete, true), (session.End, session.IsAskedForAll));
        Assert.Single(session.Backlog.Measurements);
    }

    [Fact]
    public void A_meter_that_hangs_up_after_it_was_asked_for_everything_was_cut()
    {
        var session = Session("meter");
        session.Ask(6);

        session.Arrived([Packet(0x2A52, "06000104")]);
        session.Arrived([Packet(0x2A18, "020600ea07 0b18080000 78b011")]);
        session.Ended("disconnected");

        Assert.Equal(DeviceEnd.Cut, session.End);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(null)]
    public void A_meter_that_gives_nothing_however_it_is_asked_is_no_cut_connection(int? last)
    {
        var session = Session("meter");
        session.Ask(last);

        var done = session.Arrived([Packet(0x2A52, "06000104")]);
        if (last is not null)
            done = session.Arrived([Packet(0x2A52, "06000102")]);
        session.Ended("complete");

        Assert.True(done);
        Assert.Equal(DeviceEnd.Refused, session.End);
    }

    [Fact]
    public void Behind_the_greatest_number_everything_is_asked_for()
    {
        Assert.Equal(RecordAccess.All, Session("meter").Ask(ushort.MaxValue));
        Assert.Equal(RecordAccess.All, Session("oximeter").Ask(6));
    }

    [Theory]
    [InlineData("00b036", 0x2A9D, nameof(DeviceEnd.Disconnected))]
    // The first packet of two.
    [InlineData("0010f500", 0x2A9C, nameof(DeviceEnd.Cut))]
    public void A_scale_is_cut_only_where_it_announced_more(string hex, int number, string end)
    {
        var session = Session("scale");

        session.Arrived([Packet(number, hex)]);
        session.Ended("disconnected");

        Assert.Equal(end, session.End.ToString());
    }

    [Fact]
    public void The_moment_of_reception_is_the_servers_less_the_wait()
    {
        var session = Session("scale");

        session.Arrived([Packet(0x2A9D, "00b036", 1500)]);
        session.Ended("quiet");

        Assert.Equal(
            Clock.GetUtcNow().ToUnixTimeMilliseconds() - 1500,
            session.Backlog.Measurements[0].ReceivedMs
        );
    }

    [Fact]
    public void Whatever_a_browser_hands_over_is_bounded()
    {
        var session = Session("strap");
        var rubbish = new ArrivedPacket(0x2A37, "not base64", double.NaN);
        var huge = new ArrivedPacket(0x2A37, Convert.ToBase64String(new byte[100_000]), -1);

        Assert.False(session.Arrived([rubbish, huge]));
        Assert.True(session.Arrived([.. Enumerable.Repeat(Packet(0x2A37, "0048"), 20_000)]));
        session.Ended("anything");

        Assert.Equal(DeviceEnd.Failed, session.End);
        Assert.Equal(10_000, session.Count);
    }

    private static DeviceSession Session(string sort)
    {
        var session = new DeviceSession(DeviceSort.All.Single(s => s.Code == sort), Clock);
        session.Chosen("BM\u202e57", "Device", asked: session.Sort.HasRecords);
        Assert.Equal("BM57", session.Name);
        return session;
    }

    private static ArrivedPacket Packet(int number, string hex, double age = 0) =>
        new(
            number,
            Convert.ToBase64String(
                Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))
            ),
            age
        );
}
