using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

/// <summary>Files made to fill the memory. What stays in it is bounded, whatever the file.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class HostileTests
{
    private const long Most = 256_000_000;
    private const string Dates =
        "startDate=\"2026-03-01 08:00:00 +0000\" endDate=\"2026-03-01 08:00:00 +0000\"";

    [Theory]
    [InlineData("types")]
    [InlineData("pressures")]
    [InlineData("correlations")]
    [InlineData("meals")]
    [InlineData("refused-pressures")]
    [InlineData("zones")]
    [InlineData("nothing")]
    public void Memory_stays_bounded(string what)
    {
        var sink = new MemorySink();
        FileImport.Read(
            new Endless(150_000, i => Piece(what, i)),
            new(new(1L << 40), new DateTimeOffset(ImportedFile.Now).ToUnixTimeMilliseconds(), null),
            sink,
            TestContext.Current.CancellationToken
        );
        Assert.InRange(sink.Peak, 0, Most);
    }

    private static string Piece(string what, int i) =>
        what switch
        {
            "types" => Record($"HKQuantityTypeIdentifierDietary{i}", "a", "g", $"{i}"),
            "pressures" => Record(
                "HKQuantityTypeIdentifierBloodPressureSystolic",
                $"s{i % 9000}",
                "mmHg",
                "120"
            ),
            "correlations" => "<Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\">"
                + Record(
                    "HKQuantityTypeIdentifierBloodPressureSystolic",
                    "a",
                    "mmHg",
                    $"{60 + (i % 90)}"
                )
                + "</Correlation>",
            "meals" => "<Correlation type=\"HKCorrelationTypeIdentifierFood\">"
                + Record("HKQuantityTypeIdentifierDietaryWater", "a", "mL", $"{i}")
                + "</Correlation>",
            "refused-pressures" => Record(
                "HKQuantityTypeIdentifierBloodPressureSystolic",
                "a",
                "mmHg",
                $"x{i}"
            ),
            "zones" => Record("HKQuantityTypeIdentifierHeartRate", "a", "count/min", "60")
                .Replace(
                    "/>",
                    $"><MetadataEntry key=\"HKTimeZone\" value=\"Europe/Nowhere{i % 5000}\"/></Record>"
                ),
            _ => "<a><b><c></c></b></a><!-- - -- >",
        };

    private static string Record(string type, string source, string unit, string value) =>
        $"<Record type=\"{type}\" sourceName=\"{source}\" unit=\"{unit}\" value=\"{value}\" {Dates}/>";

    /// <summary>Text that is made while it is read.</summary>
    private sealed class Endless(int pieces, Func<int, string> piece) : Stream
    {
        private byte[] ready = [];
        private int next;
        private int taken;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => 1L << 30;
        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            // The first look into the file is answered from its beginning, and then it begins again.
            if (Position == 0)
                (ready, next, taken) = ("<HealthData>"u8.ToArray(), 0, 0);
            if (taken == ready.Length && next < pieces)
                (ready, taken) = (Encoding.UTF8.GetBytes(piece(next++)), 0);
            var count = Math.Min(buffer.Length, ready.Length - taken);
            ready.AsSpan(taken, count).CopyTo(buffer);
            taken += count;
            Position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }

    private sealed class MemorySink : IImportSink
    {
        private readonly long before = GC.GetTotalMemory(forceFullCollection: true);

        public long Peak { get; private set; }

        public void Take(in IncomingReading reading) { }

        public void Take(IncomingWorkout workout) { }

        public void Take(IncomingTrace trace) { }

        public void Merged(string origin, int records) { }

        public void Refuse(in Refusal refusal) { }

        public void Withdraw(Retraction word) { }

        public void Warn(string key, params IReadOnlyList<string> arguments) { }

        public void BornOn(DateOnly day) { }

        public void Progress(long bytesRead)
        {
            var now = GC.GetTotalMemory(forceFullCollection: false) - before;
            // What nobody holds any more is no memory that a file fills: it is only not collected yet.
            if (now > Most)
                now = GC.GetTotalMemory(forceFullCollection: true) - before;
            Peak = Math.Max(Peak, now);
        }
    }
}
