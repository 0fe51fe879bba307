using HealthRecord.Features.HealthBook.Vaccinations;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>What a vaccine protects from, in the reader's language. Rules name it in French.</summary>
internal static class AntigenWords
{
    public static string Of(string antigen, bool french) =>
        french
            ? antigen
            : VaccineCatalogue
                .Diseases(french: false)
                .FirstOrDefault(disease => disease.Antigen == antigen)
                ?.En
                ?? antigen;

    public static string Of(IEnumerable<string> antigens, bool french) =>
        string.Join(", ", antigens.Select(antigen => Of(antigen, french)));
}
