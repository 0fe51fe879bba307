using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Vaccinations;

/// <summary>Edits one injection: the vaccine is found in the coded list, or named with the diseases it protects from.</summary>
public sealed partial class VaccinationForm
{
    private const int MostFound = 8;
    private readonly HashSet<string> diseases = new(StringComparer.Ordinal);
    private string search = "";
    private IReadOnlyList<Vaccine> found = [];
    private Vaccine? chosen;
    private bool unlisted;
    private string name = "";
    private DateOnly? day;
    private string? lot;
    private string? by;
    private string? note;
    private Guid? proof;

    [Parameter]
    public BookPayload? Value { get; set; }

    /// <summary>What the injection is looked for against, where it is known before the vaccine.</summary>
    [Parameter]
    public IReadOnlyList<string> Antigens { get; set; } = [];

    [Parameter]
    public EventCallback<BookPayload> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    protected override void OnInitialized()
    {
        if (Value is not Vaccination given)
        {
            found = Suggested();
            return;
        }
        (name, day, lot, by, note, proof) = (
            given.Name,
            given.On,
            given.Lot,
            given.By,
            given.Note,
            given.Proof
        );
        diseases.UnionWith(given.Diseases);
        chosen = given.Code is { } code ? VaccineCatalogue.Find(code) : null;
        unlisted = chosen is null;
    }

    private void Search() =>
        found = search.Length > 1 ? VaccineCatalogue.Search(search, MostFound) : Suggested();

    private IReadOnlyList<Vaccine> Suggested() =>
        Antigens.Count > 0 ? VaccineCatalogue.For(Antigens, MostFound) : [];

    private void NotInTheList()
    {
        unlisted = true;
        diseases.UnionWith(
            VaccineCatalogue
                .Diseases(Language.IsFrench)
                .Where(d =>
                    d.Antigen is { } antigen && Antigens.Contains(antigen, StringComparer.Ordinal)
                )
                .Select(d => d.Code)
        );
    }

    private void Choose(Vaccine vaccine)
    {
        (chosen, name) = (vaccine, vaccine.Shown(Language.IsFrench));
        diseases.Clear();
        diseases.UnionWith(vaccine.Diseases.Select(d => d.Code));
    }

    private void Again() => (chosen, unlisted, search, found) = (null, false, "", Suggested());

    private void Tick(string code, bool on)
    {
        if (on)
            diseases.Add(code);
        else
            diseases.Remove(code);
    }

    private Task SaveAsync() =>
        chosen is null && !unlisted
            ? Task.CompletedTask
            : OnSave.InvokeAsync(
                new Vaccination
                {
                    Name = name.Trim(),
                    Code = chosen?.Code,
                    Diseases = [.. diseases.Order(StringComparer.Ordinal)],
                    On = day,
                    Lot = BookPayload.Clean(lot),
                    By = BookPayload.Clean(by),
                    Note = BookPayload.Clean(note),
                    Proof = proof,
                }
            );

    private static string DiseaseWords(Vaccine vaccine) =>
        string.Join(", ", vaccine.Diseases.Select(d => d.Name(Language.IsFrench)));
}
