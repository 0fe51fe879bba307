using System.IO.Compression;
using CsCheck;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Readings;

public sealed class SegmentAssemblerTests
{
    private static readonly ImportId Import = AnyFacts.ImportIds[0];
    private static readonly Kind HeartRate = KindCatalogue.Get("heart-rate");
    private static readonly SourceKey Phone = new("apple", "iPhone");

    private static readonly Gen<IncomingReading> Incoming = Gen.Select(
        AnyFacts.Fact,
        Gen.Int[0, 2],
        Gen.Bool,
        Gen.Bool,
        (fact, month, isWatch, isOther) =>
            new IncomingReading(
                AnyFacts.Weight,
                isWatch ? AnyFacts.Watch : Phone,
                AnyFacts.Weight.Units.FirstOrDefault(u => u.Ucum == fact.Content.Unit),
                fact.Content.StartMs + (month * 31L * 86_400_000),
                fact.Content.DurationMs,
                fact.Content.Value,
                fact.Content.Parts,
                fact.Content.Zone,
                fact.Content.ZoneOrigin,
                fact.Identity,
                isOther ? "HKBodyMass" : "BodyMass",
                0
            )
    );

    [Fact]
    public void A_stream_becomes_the_same_segments_as_a_list() =>
        Incoming
            .Array[0, 40]
            .Sample(stream =>
            {
                var assembler = new SegmentAssembler(Import);
                foreach (var reading in stream)
                    assembler.Add(reading);

                var assembled = assembler.Finish().ToList();

                var expected = stream
                    .GroupBy(r => (r.Source, Month: UtcMonth.Of(r.StartMs)))
                    .ToDictionary(g => g.Key, g => Listed(g.Key.Source, g.Key.Month, g));
                Assert.Equal(stream.Length, assembler.Count);
                Assert.Equal(expected.Count, assembled.Count);
                foreach (var one in assembled)
                {
                    SegmentSetTests.AssertSame(
                        expected[(one.Segment.Source, one.Segment.Month)],
                        one.Segment
                    );
                    Assert.Equal(
                        one.Segment.Count,
                        one.Origins.Values.Sum() - one.Repeated.Values.Sum()
                    );
                }
                Assert.Equal(stream.Length, assembled.Sum(a => a.Origins.Values.Sum()));
            });

    [Fact]
    public void Months_that_were_encoded_on_the_way_come_out_whole_in_any_order_of_the_file()
    {
        const int count = 700_000;
        var (inOrder, scattered) = (new SegmentAssembler(Import), new SegmentAssembler(Import));
        for (var i = 0; i < count; i++)
        {
            inOrder.Add(Beat(i / 2));
            scattered.Add(Beat((int)((i * 7_919L) % count) / 2));
        }

        var (one, two) = (inOrder.Finish().ToList(), scattered.Finish().ToList());

        Assert.Equal(one.Count, two.Count);
        for (var i = 0; i < one.Count; i++)
        {
            SegmentSetTests.AssertSameBytes(one[i].Segment, two[i].Segment);
            Assert.Equal(one[i].Origins, two[i].Origins);
            Assert.Equal(one[i].Repeated, two[i].Repeated);
        }
        Assert.Equal(count / 2, one.Sum(s => s.Segment.Count));
        Assert.Equal(count / 2, one.Sum(s => s.Repeated.Values.Sum()));
    }

    [Fact]
    public void A_heart_rate_reading_rests_in_four_bytes()
    {
        var assembler = new SegmentAssembler(Import);
        const int count = 100_000;
        for (var i = 0; i < count; i++)
            assembler.Add(Beat(i));

        var size = assembler.Finish().Sum(s => Compressed(SegmentCodec.Encode(s.Segment)).Length);

        Assert.InRange(size / (double)count, 0.5, 4);
    }

    /// <summary>A watch's pulse: every few seconds to minutes, wandering slowly, whole seconds. Deterministic.</summary>
    private static IncomingReading Beat(int i)
    {
        var noise = unchecked((uint)(i * 2_654_435_761L)) >> 16;
        var gap = 300_000L * i;
        var start = 1_700_000_000_000 + gap + (noise % 240 * 1000);
        var bpm = 62 + (int)(14 * Math.Sin(i / 40d)) + (int)(noise % 7);
        return new(
            HeartRate,
            AnyFacts.Watch,
            HeartRate.Canonical,
            start,
            0,
            new(bpm, 0),
            null,
            null,
            ZoneOrigin.Unknown,
            null,
            "HKQuantityTypeIdentifierHeartRate",
            i
        );
    }

    private static byte[] Compressed(byte[] bytes)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        Assert.True(
            BrotliEncoder.TryCompress(bytes, target, out var written, quality: 4, window: 18)
        );
        return target[..written];
    }

    private static Segment Listed(
        SourceKey source,
        int month,
        IEnumerable<IncomingReading> readings
    ) =>
        Segment.Of(
            AnyFacts.Weight.Code,
            source,
            month,
            readings.Select(r => new Fact(
                new(r.StartMs, r.DurationMs, r.Value, r.Unit?.Ucum, r.Parts, r.Zone, r.ZoneOrigin),
                r.Identity,
                ImportSet.Of(Import)
            )),
            []
        );
}
