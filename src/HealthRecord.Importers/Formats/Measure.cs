using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Formats;

/// <summary>A kind and one of its units: what a column or a field of a format holds.</summary>
internal sealed record Measure(Kind Kind, Unit? Unit)
{
    /// <param name="ucum">One of the kind's units; null for the canonical one, or for a coded kind.</param>
    /// <exception cref="ArgumentException">The catalogue has no such unit for it: a slip of ours.</exception>
    public static Measure Of(string kind, string? ucum = null)
    {
        var found = KindCatalogue.Get(kind);
        if (found.Units.Count == 0)
            return new(found, null);
        return new(
            found,
            ucum is null
                ? found.Canonical
                : found.Units.FirstOrDefault(u => u.Ucum == ucum)
                    ?? throw new ArgumentException($"{kind} is not written in {ucum}", nameof(ucum))
        );
    }

    /// <summary>Index of a code of a coded kind, as its value.</summary>
    public WrittenNumber Code(string code)
    {
        for (var i = 0; i < Kind.Codes.Count; i++)
            if (string.Equals(Kind.Codes[i], code, StringComparison.Ordinal))
                return new(i, 0);
        throw new ArgumentException($"{Kind.Code} has no {code}", nameof(code));
    }
}
