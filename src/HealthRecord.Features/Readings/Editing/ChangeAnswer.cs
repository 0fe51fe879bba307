using System.Buffers.Text;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings;

/// <summary>
/// What an operation that changed a reading is remembered by: under which id the reading is found since, and what had been
/// said of it before, so that the change can be taken back while the operation is remembered.
/// </summary>
/// <param name="Before">A month with nothing but the mark that stood there, in its sealed-storage form; empty for none.</param>
internal sealed record ChangeAnswer(ReadingId Was, ReadingId Became, byte[] Before)
{
    public static ChangeAnswer Of(FoundReading found, ReadingId became)
    {
        var segment = found.Segment;
        var before = found.Said is { } said
            ? SegmentCodec.Encode(
                Segment.Of(segment.KindCode, segment.Source, segment.Month, [], [said])
            )
            : [];
        return new(found.Id, became, before);
    }

    public static ChangeAnswer Read(string answer) =>
        answer.Split(' ') is [var was, var became, var before]
            ? new(new(was), new(became), Base64Url.DecodeFromChars(before))
            : throw new FormatException("Not the answer of a change.");

    public Mark? Mark() =>
        Before.Length == 0 ? null : SegmentCodec.Decode(Before).Marks.SingleOrDefault();

    public override string ToString() => $"{Was} {Became} {Base64Url.EncodeToString(Before)}";
}
