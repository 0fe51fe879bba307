using HealthRecord.Domain.Growth;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Growth;

/// <summary>Why there is no curve.</summary>
public enum CurveGap
{
    None,

    /// <summary>The reader does not see the facts: neither age nor sex may be told by a curve.</summary>
    FactsUnseen,
    BirthUnknown,
    SexUnknown,
    NoTables,
}

/// <param name="Child">Null where the birth date is not known to the reader. Where the sex is not, only its ages mean something.</param>
/// <param name="Curves">Null where there is a <paramref name="Gap"/>.</param>
/// <param name="Expected">As it was told.</param>
public sealed record GrowthView(
    GrowthChild? Child,
    DateOnly Today,
    GrowthReading? Curves,
    CurveGap Gap,
    IReadOnlyList<GrowthSeries> Series,
    DateOnly? Expected,
    bool MayTellExpected,
    int Damaged
);

/// <param name="Tag">The page of the kind; null for what is computed from two.</param>
/// <param name="Points">Oldest first.</param>
public sealed record GrowthSeries(
    GrowthIndicator Indicator,
    KindTag? Tag,
    IReadOnlyList<GrowthPoint> Points
)
{
    public IEnumerable<GrowthPoint> Drawn =>
        Points.Where(point => point.Score is not { Implausible: true });

    public IEnumerable<GrowthPoint> Odd =>
        Points.Where(point => point.Score is { Implausible: true });
}

/// <param name="ReadAge">Days of age that the tables are read with.</param>
/// <param name="Score">Null beyond the tables, or without them.</param>
/// <param name="Slip">The unit (UCUM) in which an implausible value would be an ordinary one.</param>
public sealed record GrowthPoint(
    DateOnly Day,
    double Value,
    int ReadAge,
    bool IsCorrected,
    GrowthScore? Score,
    string? Slip
);
