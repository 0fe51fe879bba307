using System.Globalization;

namespace HealthRecord.Features.HealthBook.Vaccinations;

/// <summary>The coded list of vaccines, searched offline.</summary>
internal static class VaccineCatalogue
{
    private static readonly Lazy<(
        IReadOnlyList<Vaccine> Vaccines,
        IReadOnlyDictionary<string, Disease> Diseases
    )> Read = new(ReadEmbedded);

    private static readonly Lazy<IReadOnlyList<(Vaccine Vaccine, string Words)>> Words = new(() =>
        [
            .. Read.Value.Vaccines.Select(v =>
                (
                    v,
                    SearchText.Plain(
                        $"{v.Name} {v.EnglishName} {string.Join(' ', v.Diseases.Select(d => $"{d.Fr} {d.En}"))}"
                    )
                )
            ),
        ]
    );

    /// <summary>Diseases by name, for an injection whose product nobody knows.</summary>
    public static IReadOnlyList<Disease> Diseases(bool french) =>
        [
            .. Read.Value.Diseases.Values.OrderBy(
                d => d.Name(french),
                StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true)
            ),
        ];

    public static Disease? Disease(string code) => Read.Value.Diseases.GetValueOrDefault(code);

    public static Vaccine? Find(string code) =>
        Read.Value.Vaccines.FirstOrDefault(v => v.Code == code);

    /// <summary>Vaccines that protect from all of these: those known in France where there are any, and that do little else first.</summary>
    /// <param name="antigens">In the words of the rules.</param>
    public static IReadOnlyList<Vaccine> For(IReadOnlyList<string> antigens, int most)
    {
        var all = Read
            .Value.Vaccines.Where(vaccine =>
                antigens.All(antigen => vaccine.Diseases.Any(d => d.Antigen == antigen))
            )
            .OrderBy(vaccine => vaccine.Abstract)
            .ThenBy(vaccine => vaccine.Diseases.Count)
            .ThenBy(vaccine => vaccine.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var french = all.Where(vaccine => vaccine.French).ToList();
        return [.. (french.Count > 0 ? french : all).Take(most)];
    }

    /// <summary>Vaccines whose name or diseases hold every word, products known in France first.</summary>
    public static IReadOnlyList<Vaccine> Search(string text, int most)
    {
        var words = SearchText.Words(text);
        if (words.Count == 0)
            return [];
        return
        [
            .. Words
                .Value.Where(line =>
                    words.All(word => line.Words.Contains(word, StringComparison.Ordinal))
                )
                .OrderByDescending(line =>
                    line.Words.StartsWith(words[0], StringComparison.Ordinal)
                )
                .ThenByDescending(line => line.Vaccine.French)
                .ThenBy(line => line.Vaccine.Abstract)
                .ThenBy(line => line.Vaccine.Name, StringComparer.OrdinalIgnoreCase)
                .Take(most)
                .Select(line => line.Vaccine),
        ];
    }

    private static (IReadOnlyList<Vaccine>, IReadOnlyDictionary<string, Disease>) ReadEmbedded()
    {
        var diseases = Rows("nuva-diseases.tsv")
            .Select(row => new Disease(row[0], row[1], row[2]))
            .ToDictionary(d => d.Code, StringComparer.Ordinal);
        var vaccines = Rows("nuva-vaccines.tsv")
            .Select(row => new Vaccine(
                row[0],
                row[1] == "1",
                row[2],
                row[3],
                [
                    .. row[4]
                        .Split('|', StringSplitOptions.RemoveEmptyEntries)
                        .Select(code => diseases[code]),
                ],
                row[5] == "1"
            ))
            .ToList();
        return (vaccines, diseases);
    }

    private static IEnumerable<string[]> Rows(string name)
    {
        using var stream =
            typeof(VaccineCatalogue).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var text = new StreamReader(stream);
        text.ReadLine();
        while (text.ReadLine() is { } line)
            yield return line.Split('\t');
    }
}
