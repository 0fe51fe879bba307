using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>What the value of a record says.</summary>
internal enum AppleValue
{
    /// <summary>This product has no kind for it.</summary>
    Unknown,
    Number,

    /// <summary>A word that stands for one of the kind's codes, or for a number of its canonical unit.</summary>
    Word,

    /// <summary>A number from 1 to 10: how hard a workout was. It becomes part of the workout.</summary>
    Effort,

    /// <summary>Nothing: that it happened is all there is.</summary>
    Once,

    /// <summary>Nothing: the interval is what counts.</summary>
    Length,
}

/// <summary>Numbers that are half of a reading.</summary>
internal enum AppleHalf
{
    None,
    Systolic,
    Diastolic,
}

/// <summary>One of Apple's types and what becomes of its records.</summary>
/// <param name="origin">Apple's own name.</param>
/// <param name="words">Value of the file, and the number that it stands for.</param>
/// <param name="countIsUnit">The file says <c>count</c> and means the kind's own unit.</param>
internal sealed class AppleType(
    string origin,
    Kind? kind,
    AppleValue value,
    AppleHalf half = AppleHalf.None,
    bool countIsUnit = false,
    IReadOnlyList<(byte[] Text, int Number)>? words = null
)
{
    private const int MostUnits = 32;
    private readonly ByteTable<AppleUnit?> units = new(
        MostUnits,
        text => AppleUnits.Find(XmlText.Decode(text, 100), kind, countIsUnit)
    );

    public string Origin => origin;
    public Kind? Kind => kind;
    public AppleValue Value => value;
    public AppleHalf Half => half;

    /// <summary>Of values for which the file names no unit; null for coded kinds.</summary>
    public AppleUnit? Own { get; } =
        kind is { Units.Count: > 0 } ? new AppleUnit("", kind.Canonical, 1, 0) : null;

    /// <summary>A zero is how devices say that they have no value.</summary>
    public bool ZeroIsNoValue { get; } = kind?.Possible is { Min: > 0 };

    /// <summary>Several types become one kind here, and apps name their records within a type.</summary>
    public bool SharesKind { get; } = kind is { Code: "distance" or "audio-exposure" };

    /// <summary>Records of meals stand inside correlations; whether alone as well has to be looked up.</summary>
    public bool IsDietary { get; } =
        origin.StartsWith("HKQuantityTypeIdentifierDietary", StringComparison.Ordinal);

    /// <summary>Units whose values had to be converted, to name them.</summary>
    public IEnumerable<AppleUnit> ConvertedUnits =>
        units.All.OfType<AppleUnit>().Where(u => u.Converts && u.Count > 0);

    /// <summary>Null when the unit does not fit the kind.</summary>
    public AppleUnit? UnitOf(ReadOnlySpan<byte> text) => units.Get(text);

    public bool TryWord(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        if (words is null)
            return false;
        foreach (var (word, stands) in words)
        {
            if (!text.SequenceEqual(word))
                continue;
            number = stands;
            return true;
        }
        return false;
    }
}
