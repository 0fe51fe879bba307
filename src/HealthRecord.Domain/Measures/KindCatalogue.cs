using System.Diagnostics.CodeAnalysis;

namespace HealthRecord.Domain.Measures;

/// <summary>The kinds that the product knows, read once from the catalogue file inside this assembly.</summary>
public static class KindCatalogue
{
    private static readonly Lazy<IReadOnlyList<Kind>> Kinds = new(KindFile.Read);

    private static readonly Lazy<Dictionary<string, Kind>> ByCode = new(() =>
        Kinds.Value.ToDictionary(k => k.Code, StringComparer.Ordinal)
    );

    public static IReadOnlyList<Kind> All => Kinds.Value;

    /// <exception cref="KeyNotFoundException">No such kind.</exception>
    public static Kind Get(string code) => ByCode.Value[code];

    public static bool TryFind(string code, [MaybeNullWhen(false)] out Kind kind) =>
        ByCode.Value.TryGetValue(code, out kind);
}
