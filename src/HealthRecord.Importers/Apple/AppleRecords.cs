using System.Runtime.CompilerServices;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Reads the attributes of a record: what it is, when, and whether that can be.</summary>
internal sealed class AppleRecords(AppleNames names, ImportContext context)
{
    private const long DayMs = 86_400_000;

    private readonly AppleTime time = new();

    /// <summary>A person born in another zone may have readings of the day before.</summary>
    private readonly long earliestMs = context.BornOn is { } born
        ? ((born.DayNumber - 719_162) * DayMs) - DayMs
        : long.MinValue;
    private readonly long latestMs = context.NowMs + DayMs;

    /// <summary>Attributes that came twice.</summary>
    public long Duplicated { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AppleRecord Read(XmlTags tags)
    {
        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> source = default;
        ReadOnlySpan<byte> unit = default;
        ReadOnlySpan<byte> value = default;
        ReadOnlySpan<byte> start = default;
        ReadOnlySpan<byte> end = default;
        for (var i = 0; i < tags.Count; i++)
        {
            var name = tags.NameOf(i);
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("type"u8):
                    Set(ref type, tags.ValueOf(i));
                    break;
                case 4 when name.SequenceEqual("unit"u8):
                    Set(ref unit, tags.ValueOf(i));
                    break;
                case 5 when name.SequenceEqual("value"u8):
                    Set(ref value, tags.ValueOf(i));
                    break;
                case 7 when name.SequenceEqual("endDate"u8):
                    Set(ref end, tags.ValueOf(i));
                    break;
                case 9 when name.SequenceEqual("startDate"u8):
                    // Where it stands twice, the second one is the end.
                    if (start.IsEmpty || !end.IsEmpty)
                        Set(ref start, tags.ValueOf(i));
                    else
                        SetSecond(ref end, tags.ValueOf(i));
                    break;
                case 10 when name.SequenceEqual("sourceName"u8):
                    Set(ref source, tags.ValueOf(i));
                    break;
            }
        }

        var record = new AppleRecord
        {
            Type = names.Type(type.IsEmpty ? "Record"u8 : type),
            Source = names.Source(source),
            Line = tags.Line,
        };
        if (record.Type.IsDietary)
            record.Fingerprint = ByteHash.Of(
                value,
                ByteHash.Of(end, ByteHash.Of(start, ByteHash.Of(source, ByteHash.Of(type))))
            );
        if (type.IsEmpty)
            record.Reason = RefusalReason.Incomplete;
        else if (record.Type.Value == AppleValue.Unknown)
            record.Reason = RefusalReason.UnknownType;
        else if (ReadDates(ref record, start, end))
            AppleValues.Read(ref record, value, unit);
        return record;
    }

    /// <summary>Both ends of an interval that stands on any element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool ReadDates(ref AppleRecord record, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        if (start.IsEmpty || end.IsEmpty)
            return record.Refuse(RefusalReason.Incomplete, start.IsEmpty ? end : start);
        if (!time.TryParse(start, out record.StartMs))
            return record.Refuse(RefusalReason.Date, start);
        if (!time.TryParse(end, out record.EndMs))
            return record.Refuse(RefusalReason.Date, end);
        if (record.EndMs < record.StartMs)
            return record.Refuse(RefusalReason.EndBeforeStart, end);
        if (record.EndMs > latestMs)
            return record.Refuse(RefusalReason.Future, end);
        return record.StartMs >= earliestMs || record.Refuse(RefusalReason.BeforeBirth, start);
    }

    private void Set(ref ReadOnlySpan<byte> to, ReadOnlySpan<byte> value)
    {
        if (to.IsEmpty)
            to = value;
        else
            Duplicated++;
    }

    private void SetSecond(ref ReadOnlySpan<byte> to, ReadOnlySpan<byte> value)
    {
        Duplicated++;
        to = value;
    }
}
