namespace HealthRecord.Domain.Prevention;

/// <summary>What vaccines protect from, in the words of the rules. One injection counts for each of its antigens.</summary>
public static class Antigens
{
    private static readonly (string Antigen, string Nuva)[] Table =
    [
        ("Coqueluche", "DIS003"),
        ("Covid-19", "DIS057"),
        ("Diphtérie", "DIS001"),
        ("Grippe", "DIS015"),
        ("Haemophilus influenzae b", "DIS005"),
        ("Hépatite B", "DIS006"),
        ("Méningocoque A", "DIS044"),
        ("Méningocoque B", "DIS045"),
        ("Méningocoque C", "DIS043"),
        ("Méningocoque W", "DIS046"),
        ("Méningocoque Y", "DIS047"),
        ("Oreillons", "DIS009"),
        ("Papillomavirus", "DIS038"),
        ("Pneumocoque", "DIS025"),
        ("Poliomyélite", "DIS004"),
        ("Rotavirus", "DIS032"),
        ("Rougeole", "DIS008"),
        ("Rubéole", "DIS010"),
        ("Tétanos", "DIS002"),
        ("VRS", "DIS058"),
        ("Varicelle", "DIS011"),
        ("Zona", "DIS033"),
    ];

    private static readonly Dictionary<string, string> ByDisease = Table.ToDictionary(
        row => row.Nuva,
        row => row.Antigen,
        StringComparer.Ordinal
    );

    public static IReadOnlySet<string> All { get; } =
        Table.Select(row => row.Antigen).ToHashSet(StringComparer.Ordinal);

    /// <summary>The rules' word for a NUVA disease (<c>DIS003</c>), or null where no rule speaks of it.</summary>
    public static string? OfDisease(string nuva) => ByDisease.GetValueOrDefault(nuva);
}
