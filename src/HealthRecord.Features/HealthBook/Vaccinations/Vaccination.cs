using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Vaccinations;

/// <summary>One injection. It counts for every disease that the vaccine protects from.</summary>
public sealed record Vaccination : BookPayload
{
    private const int LongestLot = 40;

    internal static readonly EntryType<Vaccination> Type = new(
        "vaccination",
        RecordDomains.Medication,
        BookJson.Default.Vaccination
    );

    internal static readonly BookPart Part = new BookPart<Vaccination>(
        1,
        "part.vaccinations",
        Type,
        Icons.Material.Outlined.Vaccines,
        typeof(VaccinationForm),
        (one, texts) =>
            new(
                one.Name,
                [
                    .. (
                        (string?[])
                            [
                                one.On is { } day ? Moments.Day(day, true) : null,
                                string.Join(
                                    ", ",
                                    one.Diseases.Select(code =>
                                            VaccineCatalogue.Disease(code)?.Name(Language.IsFrench)
                                        )
                                        .OfType<string>()
                                ),
                                one.Lot is { } lot ? texts["vaccination.lot-of", lot].Value : null,
                                one.By,
                                one.Note,
                            ]
                    )
                        .Where(text => !string.IsNullOrEmpty(text))
                        .OfType<string>(),
                ]
            )
    );

    public DateOnly? On { get; init; }

    /// <summary>Code of the coded list; null for a vaccine that is not in it.</summary>
    public string? Code { get; init; }

    /// <summary>As it was shown when it was chosen, or as the person wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>Codes of the diseases, kept with the line: a later edition of the list changes nothing that was given.</summary>
    public IReadOnlyList<string> Diseases
    {
        get => field ?? [];
        init;
    }

    public string? Lot { get; init; }

    /// <summary>Who gave it.</summary>
    public string? By { get; init; }

    /// <summary>The document that proves it.</summary>
    public Guid? Proof { get; init; }

    /// <summary>What the prevention programme counts; null where nobody knows the day.</summary>
    internal PastEvent? Event(string id) =>
        On is { } day
            ? new(
                id,
                day,
                Diseases
                    .Select(code => VaccineCatalogue.Disease(code)?.Antigen)
                    .OfType<string>()
                    .ToHashSet(StringComparer.Ordinal),
                Name
            )
            : null;

    internal override BookPayload? Proven(Guid document, Guid? proof) =>
        proof is null && Proof != document ? null : this with { Proof = proof };

    internal override DateOnly? Day => On;

    /// <summary>The same diseases on the same day are one injection, whoever writes it down and whatever they call it.</summary>
    internal override string? NaturalKey =>
        On is { } day && Diseases.Count > 0
            ? $"{day:yyyy-MM-dd}/{string.Join('+', Diseases.Order(StringComparer.Ordinal))}"
            : null;

    internal override Error? Check(DateOnly today) =>
        CheckName(Name)
        ?? BookErrors.CheckPast(On, today)
        ?? (Diseases.Count == 0 ? BookErrors.NoDisease : null)
        ?? (Lot?.Length > LongestLot ? BookErrors.TooLong(LongestLot) : null)
        ?? base.Check(today);
}
