using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>
/// The total order in which facts lie: first by what names a reading (start, duration, amount, unit, parts), then by identity
/// and version, last by how it was written, so that of equal ones the richer (a known zone, more decimals) comes last.
/// </summary>
internal static class FactOrder
{
    public static int Compare(FactColumns a, int i, FactColumns b, int j)
    {
        var natural = CompareNatural(a, i, b, j);
        if (natural != 0)
            return natural;
        var identity = CompareIdentity(a.IdentityOf(i), b.IdentityOf(j));
        return identity != 0 ? identity : CompareWritten(a, i, b, j);
    }

    /// <summary>0 when the two say the same, however it was written.</summary>
    public static int CompareNatural(FactColumns a, int i, FactColumns b, int j)
    {
        var start = a.Starts[i].CompareTo(b.Starts[j]);
        if (start != 0)
            return start;
        var duration = a.DurationOf(i).CompareTo(b.DurationOf(j));
        if (duration != 0)
            return duration;
        var value = CompareAmount(a.ValueOf(i), b.ValueOf(j));
        if (value != 0)
            return value;
        var unit = string.CompareOrdinal(a.Units[i], b.Units[j]);
        return unit != 0 ? unit : CompareParts(a.PartsOf(i), b.PartsOf(j));
    }

    /// <summary>Exact: 70.5 and 70.50 are one amount, 0.1 + 0.2 troubles nobody.</summary>
    public static int CompareAmount(WrittenNumber a, WrittenNumber b)
    {
        if (a.Exponent == b.Exponent)
            return a.Digits.CompareTo(b.Digits);
        return a.Exponent > b.Exponent
            ? CompareScaled(a.Digits, a.Exponent - b.Exponent, b.Digits)
            : -CompareScaled(b.Digits, b.Exponent - a.Exponent, a.Digits);
    }

    private static int CompareScaled(long digits, int power, long other)
    {
        if (digits == 0)
            return 0L.CompareTo(other);
        // Beyond 10^19 no 64-bit number keeps up.
        if (power > 19)
            return digits < 0 ? -1 : 1;
        var scaled = (Int128)digits;
        for (var p = 0; p < power; p++)
            scaled *= 10;
        return scaled.CompareTo(other);
    }

    private static int CompareParts(ReadingParts? a, ReadingParts? b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        for (var p = 0; p < Math.Max(a?.Rest.Count ?? 0, b?.Rest.Count ?? 0); p++)
        {
            var (left, right) = (PartOf(a, p), PartOf(b, p));
            if (left is null || right is null)
            {
                if (left is null != right is null)
                    return left is null ? -1 : 1;
                continue;
            }
            var value = CompareAmount(left.Value, right.Value);
            if (value != 0)
                return value;
        }
        return 0;
    }

    private static WrittenNumber? PartOf(ReadingParts? parts, int index) =>
        parts is not null && index < parts.Rest.Count ? parts.Rest[index] : null;

    private static int CompareIdentity(ExternalIdentity? a, ExternalIdentity? b)
    {
        if (a is null || b is null)
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        var id = string.CompareOrdinal(a.Id, b.Id);
        return id != 0 ? id : a.Version.CompareTo(b.Version);
    }

    private static int CompareWritten(FactColumns a, int i, FactColumns b, int j)
    {
        var (left, right) = (a.Zones[i], b.Zones[j]);
        var zone = string.CompareOrdinal(left.Name, right.Name);
        if (zone != 0)
            return zone;
        var origin = left.Origin.CompareTo(right.Origin);
        if (origin != 0)
            return origin;
        var decimals = b.Exponents[j].CompareTo(a.Exponents[i]);
        return decimals != 0 ? decimals : CompareWrittenParts(a.PartsOf(i), b.PartsOf(j));
    }

    private static int CompareWrittenParts(ReadingParts? a, ReadingParts? b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        var length = (a?.Rest.Count ?? -1).CompareTo(b?.Rest.Count ?? -1);
        if (length != 0)
            return length;
        for (var p = 0; p < a!.Rest.Count; p++)
        {
            var decimals = (PartOf(b, p)?.Exponent ?? 0).CompareTo(PartOf(a, p)?.Exponent ?? 0);
            if (decimals != 0)
                return decimals;
        }
        return 0;
    }
}
