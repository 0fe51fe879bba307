using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Reads the attributes of a record and judges it.</summary>
internal sealed class AppleRecords(AppleNames names, ImportContext context)
{
    private const long DayMs = 86_400_000;
    private const int LongestText = 100;

    private readonly AppleTime time = new();

    /// <summary>A person born in another zone may have readings of the day before.</summary>
    private readonly long earliestMs = context.BornOn is { } born
        ? ((born.DayNumber - 719_162) * DayMs) - DayMs
        : long.MinValue;
    private readonly long latestMs = context.NowMs + DayMs;

    /// <summary>Attributes that came twice.</summary>
    public long Duplicated { get; private set; }

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
            ReadValue(ref record, value, unit);
        return record;
    }

    /// <summary>Both ends of an interval that stands on any element.</summary>
    public bool ReadDates(ref AppleRecord record, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        if (start.IsEmpty || end.IsEmpty)
            return Refuse(ref record, RefusalReason.Incomplete, start.IsEmpty ? end : start);
        if (!time.TryParse(start, out record.StartMs))
            return Refuse(ref record, RefusalReason.Date, start);
        if (!time.TryParse(end, out record.EndMs))
            return Refuse(ref record, RefusalReason.Date, end);
        if (record.EndMs < record.StartMs)
            return Refuse(ref record, RefusalReason.EndBeforeStart, end);
        if (record.EndMs > latestMs)
            return Refuse(ref record, RefusalReason.Future, end);
        return record.StartMs >= earliestMs || Refuse(ref record, RefusalReason.BeforeBirth, start);
    }

    private static bool ReadValue(
        ref AppleRecord record,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    )
    {
        var type = record.Type;
        if (type.Value == AppleValue.Number)
            return ReadNumber(ref record, value.Trim(" \t\r\n"u8), unit);
        record.Unit = type.Own;
        switch (type.Value)
        {
            case AppleValue.Word:
                if (!type.TryWord(value, out var number))
                    return Refuse(ref record, RefusalReason.Code, value);
                record.Value = new(number, 0);
                break;
            case AppleValue.Length:
                record.Value = Minutes(record.EndMs - record.StartMs);
                break;
            default:
                record.Value = new(1, 0);
                break;
        }
        return IsPossible(ref record, value);
    }

    private static bool ReadNumber(
        ref AppleRecord record,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    )
    {
        if (!DecimalBytes.TryParse(value, out var number))
            return Refuse(ref record, RefusalReason.NotANumber, value);
        if (number.Digits == 0 && record.Type.ZeroIsNoValue)
            return Refuse(ref record, RefusalReason.Sentinel, value);
        if (record.Type.UnitOf(unit) is not { } known)
            return Refuse(ref record, RefusalReason.Unit, unit);
        record.Unit = known;
        record.Value = number;
        var changes = known.Factor != 1 || known.Shift != 0;
        if (changes && !TryConvert(number, known, out record.Value))
            return Refuse(ref record, RefusalReason.Impossible, value);
        return record.Type.Half != AppleHalf.None || IsPossible(ref record, value);
    }

    private static bool TryConvert(WrittenNumber number, AppleUnit unit, out WrittenNumber written)
    {
        unit.Count++;
        return DecimalBytes.TryFit(
            (Int128)number.Digits * unit.Factor,
            number.Exponent + unit.Shift,
            out written
        );
    }

    private static bool IsPossible(ref AppleRecord record, ReadOnlySpan<byte> value)
    {
        if (record.Type.Kind is not { } kind)
            return false;
        var judged = Plausibility.Judge(
            kind,
            record.Unit?.Unit,
            record.Value,
            null,
            record.EndMs - record.StartMs
        );
        return judged.Verdict != Verdict.Impossible
            || Refuse(ref record, RefusalReason.Impossible, value);
    }

    /// <summary>The file writes no number, only the interval: minutes, to a second.</summary>
    private static WrittenNumber Minutes(long ms) =>
        ms % 60_000 == 0 ? new(ms / 60_000, 0) : new((long)Math.Round(ms / 600.0), -2);

    private static bool Refuse(
        ref AppleRecord record,
        RefusalReason reason,
        ReadOnlySpan<byte> text
    )
    {
        record.Reason = reason;
        record.Text = XmlText.Decode(text, LongestText);
        return false;
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
