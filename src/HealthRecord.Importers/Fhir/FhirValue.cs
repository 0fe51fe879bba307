using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;
using Hl7.Fhir.Model;

namespace HealthRecord.Importers.Fhir;

/// <summary>A number in one of the units of its kind.</summary>
internal readonly record struct FhirNumber(WrittenNumber Number, Unit? Unit);

/// <summary>Reads the values of observations: quantities, and whole numbers of what is counted.</summary>
internal static class FhirValue
{
    public static bool TryRead(
        Kind kind,
        DataType value,
        out FhirNumber read,
        out RefusalReason reason
    )
    {
        read = default;
        reason = RefusalReason.NotANumber;
        switch (value)
        {
            case Integer { Value: { } whole } when kind.Units is [{ Ucum: ['{', ..] } counted]:
                read = new(new(whole, 0), counted);
                return true;
            case Quantity quantity:
                return TryRead(kind, quantity, out read, out reason);
            case CodeableConcept:
                reason = RefusalReason.Code;
                return false;
            case SampledData:
                reason = RefusalReason.UnknownType;
                return false;
            default:
                return false;
        }
    }

    /// <summary>What stood there, in short.</summary>
    public static string Words(DataType value) =>
        value switch
        {
            Quantity q => string.Create(
                CultureInfo.InvariantCulture,
                $"{Sign(q)}{q.Value} {q.Code ?? q.Unit}"
            ),
            CodeableConcept c => c.Text
                ?? c.Coding.Select(x => x.Display ?? x.Code).FirstOrDefault()
                ?? "",
            FhirString s => s.Value ?? "",
            _ => value.TypeName,
        };

    private static bool TryRead(
        Kind kind,
        Quantity quantity,
        out FhirNumber read,
        out RefusalReason reason
    )
    {
        read = default;
        reason = RefusalReason.NotANumber;
        // Less than, at most: a bound is no value.
        if (
            quantity.Comparator is not null
            || quantity.Value is not { } value
            || !DecimalText.TryParse(value.ToString(CultureInfo.InvariantCulture), out var written)
        )
            return false;
        reason = RefusalReason.Unit;
        if (!TryUnit(kind, quantity, out var use) || !use.TryApply(written, out var number))
            return false;
        read = new(number, use.Unit);
        return true;
    }

    /// <summary>The code goes before the word: it means the same everywhere.</summary>
    private static bool TryUnit(Kind kind, Quantity quantity, out UnitUse use)
    {
        if (quantity.Code is { Length: > 0 } code)
            return UnitWords.TryFind(kind, code, out use)
                || (
                    quantity.System is not "http://unitsofmeasure.org"
                    && UnitWords.TryFind(kind, quantity.Unit ?? "", out use)
                );
        if (quantity.Unit is { Length: > 0 } word)
            return UnitWords.TryFind(kind, word, out use);
        var isCount = kind.Units is [{ Ucum: ['{', ..] }];
        use = isCount ? new(kind.Canonical) : default;
        return isCount;
    }

    private static string Sign(Quantity quantity) =>
        quantity.Comparator switch
        {
            Quantity.QuantityComparator.LessThan => "< ",
            Quantity.QuantityComparator.LessOrEqual => "≤ ",
            Quantity.QuantityComparator.GreaterThan => "> ",
            Quantity.QuantityComparator.GreaterOrEqual => "≥ ",
            _ => "",
        };
}
