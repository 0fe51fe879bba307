using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Reads the fields of one packet, all of them little-endian. Past the end everything is 0 and <see cref="IsShort"/> says so.</summary>
internal ref struct GattBytes(ReadOnlySpan<byte> packet)
{
    // No family has an older or a later reading; it also keeps away from the ends of the calendar.
    private const int FirstYear = 1900;
    private const int LastYear = 2200;
    private const int MostExponent = 18;

    private ReadOnlySpan<byte> left = packet;

    public bool IsShort { get; private set; }

    public readonly int Left => left.Length;

    public int U8() => (int)Take(1);

    public int U16() => (int)Take(2);

    public int U24() => (int)Take(3);

    public int S16() => (short)Take(2);

    /// <summary>IEEE 11073-20601 SFLOAT: 4 bits of exponent, 12 of mantissa, both signed.</summary>
    /// <returns>Null for NaN, the infinities, "not at this resolution" and the reserved value: those mantissas stand for no number whatever the exponent.</returns>
    public WrittenNumber? SFloat()
    {
        var raw = U16();
        var mantissa = raw & 0xFFF;
        return mantissa is >= 0x7FE and <= 0x802
            ? null
            : new(Signed(mantissa, 12), (sbyte)Signed(raw >> 12, 4));
    }

    /// <summary>IEEE 11073-20601 FLOAT: 8 bits of exponent, 24 of mantissa, both signed.</summary>
    /// <inheritdoc cref="SFloat" path="/returns"/>
    public WrittenNumber? Float()
    {
        var mantissa = U24();
        var exponent = Signed(U8(), 8);
        return
            mantissa is >= 0x7FFFFE and <= 0x800002 || exponent is < -MostExponent or > MostExponent
            ? null
            : new(Signed(mantissa, 24), (sbyte)exponent);
    }

    /// <summary>The device's wall clock, without a zone; null where it is not set or shows no real time.</summary>
    public DateTime? Time()
    {
        var (year, month, day) = (U16(), U8(), U8());
        var (hour, minute, second) = (U8(), U8(), U8());
        return
            year is >= FirstYear and <= LastYear
            && month is >= 1 and <= 12
            && day >= 1
            && day <= DateTime.DaysInMonth(year, month)
            && hour < 24
            && minute < 60
            && second < 60
            ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified)
            : null;
    }

    private static int Signed(int raw, int bits) => raw << (32 - bits) >> (32 - bits);

    private uint Take(int count)
    {
        if (IsShort || left.Length < count)
        {
            IsShort = true;
            left = [];
            return 0;
        }
        uint value = 0;
        for (var i = 0; i < count; i++)
            value |= (uint)left[i] << (8 * i);
        left = left[count..];
        return value;
    }
}
