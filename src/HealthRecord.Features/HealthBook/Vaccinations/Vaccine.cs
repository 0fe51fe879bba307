using HealthRecord.Domain.Prevention;

namespace HealthRecord.Features.HealthBook.Vaccinations;

/// <summary>A vaccine of the coded list (NUVA).</summary>
/// <param name="Code">As in <c>VAC0510</c>.</param>
/// <param name="Abstract">Not a product but a sort of vaccine, for an old line that says no more.</param>
/// <param name="Name">The French name; the international one where there is no French.</param>
/// <param name="Diseases">Codes of the diseases it protects from.</param>
/// <param name="French">Known on the French market.</param>
internal sealed record Vaccine(
    string Code,
    bool Abstract,
    string Name,
    string EnglishName,
    IReadOnlyList<Disease> Diseases,
    bool French
)
{
    public string Shown(bool french) => french || EnglishName.Length == 0 ? Name : EnglishName;
}

/// <summary>A disease of the coded list (NUVA), as in <c>DIS003</c>.</summary>
internal sealed record Disease(string Code, string En, string Fr)
{
    public string Name(bool french) => french ? Fr : En;

    /// <summary>The rules' word for it, where a rule speaks of it.</summary>
    public string? Antigen => Antigens.OfDisease(Code);
}
