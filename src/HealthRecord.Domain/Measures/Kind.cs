namespace HealthRecord.Domain.Measures;

/// <summary>How the readings of one local day become one summary.</summary>
[Flags]
public enum Aggregation
{
    None = 0,
    Mean = 1,
    Min = 1 << 1,
    Max = 1 << 2,
    Last = 1 << 3,

    /// <summary>Sum of readings that no second source can repeat (a dose, a glass of water).</summary>
    Sum = 1 << 4,

    /// <summary>Sum after the interval merge by source priority; never summed across sources.</summary>
    SumAfterMerge = 1 << 5,

    /// <summary>Length of the merged intervals.</summary>
    Duration = 1 << 6,

    /// <summary>Length of the intervals for each code (sleep stages).</summary>
    DurationByCode = 1 << 7,
    TimeInRange = 1 << 8,

    /// <summary>Systolic and diastolic of one measurement together.</summary>
    Pair = 1 << 9,
    Series = 1 << 10,
    Document = 1 << 11,

    /// <summary>Energy mean of sound levels.</summary>
    EnergyMean = 1 << 12,
}

/// <summary>How readings of a kind lie in time.</summary>
public enum Sampling
{
    Discrete,
    Continuous,
    Session,
}

/// <summary>Whether a range speaks of one reading or of the total of one local day.</summary>
public enum RangePer
{
    Reading,
    Day,
}

/// <summary>Inclusive bounds in the kind's canonical unit.</summary>
public sealed record ValueRange(double Min, double Max, RangePer Per = RangePer.Reading)
{
    public bool Contains(double canonical) => canonical >= Min && canonical <= Max;
}

/// <summary>A part of a reading of several numbers (blood pressure), each a kind of its own.</summary>
public sealed record KindComponent(string Code, bool Required);

/// <summary>What is measured.</summary>
/// <param name="Code">Stable code of the catalogue (<c>heart-rate</c>), or <c>own:</c> and 32 hexadecimal digits for a kind that a user defined.</param>
/// <param name="Units">Accepted units, the canonical one first. Empty only for coded kinds and documents.</param>
/// <param name="Plausible">Outside it a value is asked about (by hand) or set aside (from a file).</param>
/// <param name="Possible">Outside it a value is refused: a catch for slips and unit mistakes, not medical.</param>
public sealed record Kind(
    string Code,
    string NameFr,
    string NameEn,
    RecordDomains Domain,
    IReadOnlyList<Unit> Units,
    ValueRange? Plausible,
    ValueRange? Possible,
    int Decimals,
    Aggregation Aggregation,
    Sampling Sampling,
    IReadOnlyList<KindComponent> Components,
    IReadOnlyList<string> Codes,
    string? ViewOf,
    string? Loinc
)
{
    public Unit Canonical => Units[0];

    public string Name(bool french) => french ? NameFr : NameEn;

    public bool Equals(Kind? other) => other is not null && Code == other.Code;

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);
}
