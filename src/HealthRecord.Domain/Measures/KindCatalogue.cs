using System.Diagnostics.CodeAnalysis;

namespace HealthRecord.Domain.Measures;

/// <summary>The kinds that the product knows, read once from the catalogue file inside this assembly.</summary>
public static class KindCatalogue
{
    public static IReadOnlyList<Kind> All => throw new NotImplementedException();

    /// <exception cref="KeyNotFoundException">No such kind.</exception>
    public static Kind Get(string code) => throw new NotImplementedException();

    public static bool TryFind(string code, [MaybeNullWhen(false)] out Kind kind) =>
        throw new NotImplementedException();
}
