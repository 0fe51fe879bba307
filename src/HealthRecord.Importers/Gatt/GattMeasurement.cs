using System.Globalization;
using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Gatt;

/// <summary>Why a packet is no measurement. The page has a sentence for each.</summary>
public enum GattRefusal
{
    /// <summary>Fewer bytes than its own flags announce.</summary>
    Truncated,

    /// <summary>NaN, infinite, "not at this resolution": the device could not measure.</summary>
    NotANumber,

    /// <summary>The device says itself that the measurement failed.</summary>
    Failed,
    NoContact,
    TooHigh,
    TooLow,

    /// <summary>A test with control solution, or a demonstration: nobody's value.</summary>
    NotAPerson,

    /// <summary>The device says itself that the value is invalid or questionable.</summary>
    Questionable,

    /// <summary>Sent over a characteristic that none of this reads.</summary>
    Unknown,
}

/// <summary>What a person should know of a measurement that is kept all the same.</summary>
public enum GattRemark
{
    Movement,
    LooseCuff,
    IrregularPulse,
    WrongPosition,
    FatFailed,

    /// <summary>Times between beats that no heart has: a beat was missed, or counted twice.</summary>
    BeatsLeftOut,

    /// <summary>Something of the packet has no place in the record: a setting of the device, a figure without a kind.</summary>
    LeftOut,

    /// <summary>The second packet of two never came.</summary>
    Cut,
}

/// <summary>One number of a measurement, or several that are one reading.</summary>
/// <param name="BeforeMs">How long before the measurement's own moment it was: a packet may tell of several beats.</param>
public sealed record GattValue(
    Kind Kind,
    Unit Unit,
    WrittenNumber Value,
    ReadingParts? Parts = null,
    long BeforeMs = 0
)
{
    internal static GattValue Of(
        string kind,
        string unit,
        WrittenNumber value,
        ReadingParts? parts = null
    )
    {
        var known = KindCatalogue.Get(kind);
        return new(known, known.Units.First(u => u.Ucum == unit), value, parts);
    }
}

/// <summary>What a device measured at one moment, or why that is nothing to keep.</summary>
/// <param name="Values">Empty exactly when there is a <see cref="Refusal"/>.</param>
public sealed record GattMeasurement(
    GattCharacteristic Characteristic,
    long ReceivedMs,
    IReadOnlyList<GattValue> Values
)
{
    public GattRefusal? Refusal { get; init; }

    /// <summary>What the device's clock showed, without a zone; null when it has none or it is not set.</summary>
    public DateTime? Time { get; init; }

    /// <summary>Which of the device's users; null when it does not say.</summary>
    public int? User { get; init; }

    /// <summary>The device's own number of the record.</summary>
    public int? Sequence { get; init; }

    /// <summary>Where a temperature was taken; null when nothing says it.</summary>
    public GattSite? Site { get; init; }

    /// <summary>Code of the occasion, as in <c>before-meal</c>.</summary>
    public string? Moment { get; init; }

    public IReadOnlyList<GattRemark> Remarks { get; init; } = [];

    public static GattMeasurement Refused(
        GattCharacteristic characteristic,
        long receivedMs,
        GattRefusal refusal
    ) => new(characteristic, receivedMs, []) { Refusal = refusal };

    /// <summary>
    /// The name under which the device would send the same value again, whoever reads it with whatever browser; null without
    /// a device clock, where only the moment of reception tells two values apart.
    /// </summary>
    public string? IdentityOf(GattValue value)
    {
        if (Time is not { } time)
            return null;
        var text = new StringBuilder("ble");
        text.Append('/').Append(User).Append('/').Append(Sequence).Append('/');
        text.Append(time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        foreach (
            var number in new[] { (WrittenNumber?)value.Value }.Concat(value.Parts?.Rest ?? [])
        )
            text.Append('/')
                .Append(CultureInfo.InvariantCulture, $"{number?.Digits}e{number?.Exponent}");
        return text.Append('/').Append(value.Unit.Ucum).ToString();
    }
}
