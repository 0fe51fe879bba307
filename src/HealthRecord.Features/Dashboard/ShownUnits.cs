using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard;

/// <summary>The unit that values are shown in.</summary>
internal static class ShownUnits
{
    /// <param name="chosen">UCUM code that the reader typed last; null when they never chose.</param>
    /// <returns>Null for the canonical unit.</returns>
    public static Unit? Of(Kind kind, string? chosen) =>
        kind.Units.FirstOrDefault(u => u.Ucum == chosen)
        // Distances of a day are told in kilometres; metres are for adding up.
        ?? (kind.Code == "distance" ? kind.Units.FirstOrDefault(u => u.Ucum == "km") : null);
}
