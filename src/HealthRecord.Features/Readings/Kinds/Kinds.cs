using HealthRecord.Domain;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Readings;

/// <summary>Which kinds people and programs can write as readings of their own.</summary>
internal static class Kinds
{
    /// <summary>Kinds with a number and a unit, or with codes. Views, documents and computed session lengths are not written.</summary>
    public static bool CanBeLogged(Kind kind) =>
        kind.ViewOf is null
        && kind.Code is not ("workout" or "ecg" or "ecg-classification" or "rr-interval")
        && (kind.Units.Count > 0 || kind.Codes.Count > 0)
        && (kind.Aggregation & (Aggregation.Document | Aggregation.Series)) == Aggregation.None;
}
