using System.Runtime.CompilerServices;
using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Reads what a record says in its type's own way, and whether that is possible.</summary>
internal static class AppleValues
{
    private const int LongestText = 100;

    public static bool Read(
        ref AppleRecord record,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    )
    {
        var type = record.Type;
        if (type.Value == AppleValue.Number)
            return ReadNumber(ref record, value.Trim(" \t\r\n"u8), unit);
        if (type.Value == AppleValue.Effort)
            return ReadEffort(ref record, value);
        record.Unit = type.Own;
        switch (type.Value)
        {
            case AppleValue.Word:
                if (!type.TryWord(value, out var number))
                    return record.Refuse(RefusalReason.Code, value);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ReadNumber(
        ref AppleRecord record,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    )
    {
        if (!DecimalBytes.TryParse(value, out var number) && !TryDecoded(value, out number))
            return record.Refuse(RefusalReason.NotANumber, value);
        if (number.Digits == 0 && record.Type.ZeroIsNoValue)
            return record.Refuse(RefusalReason.Sentinel, value);
        if (record.Type.UnitOf(unit) is not { } known)
            return record.Refuse(RefusalReason.Unit, unit);
        record.Unit = known;
        record.Value = number;
        var changes = known.Factor != 1 || known.Shift != 0;
        if (changes && !TryConvert(number, known, out record.Value))
            return record.Refuse(RefusalReason.Impossible, value);
        return record.Type.Half != AppleHalf.None || IsPossible(ref record, value);
    }

    /// <summary>Numbered characters and stray control characters are no part of what was measured.</summary>
    private static bool TryDecoded(ReadOnlySpan<byte> value, out WrittenNumber number)
    {
        number = default;
        return value.Length <= LongestText
            && DecimalBytes.TryParse(
                Encoding.UTF8.GetBytes(XmlText.Decode(value, LongestText)),
                out number
            );
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
            || record.Refuse(RefusalReason.Impossible, value);
    }

    private static bool ReadEffort(ref AppleRecord record, ReadOnlySpan<byte> value)
    {
        if (!DecimalBytes.TryParse(value, out record.Value))
            return record.Refuse(RefusalReason.NotANumber, value);
        return record.Value.ToDouble() is >= 1 and <= 10
            || record.Refuse(RefusalReason.Impossible, value);
    }

    /// <summary>The file writes no number, only the interval: minutes, to a second.</summary>
    private static WrittenNumber Minutes(long ms) =>
        ms % 60_000 == 0 ? new(ms / 60_000, 0) : new((long)Math.Round(ms / 600.0), -2);
}
