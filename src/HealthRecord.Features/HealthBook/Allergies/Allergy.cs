using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Allergies;

/// <summary>Something that a person does not tolerate, as the person or a doctor says it.</summary>
public sealed record Allergy : BookPayload
{
    internal static readonly EntryType<Allergy> Type = new(
        "allergy",
        RecordDomains.Medication,
        BookJson.Default.Allergy
    );

    internal static readonly BookPart Part = new BookPart<Allergy>(
        2,
        "part.allergies",
        Type,
        Icons.Material.Outlined.WarningAmber,
        typeof(AllergyForm),
        (allergy, texts) =>
            new(
                allergy.Substance,
                [
                    .. (
                        (string?[])
                            [
                                texts[$"allergy.{allergy.Kind}"],
                                allergy.Reaction,
                                allergy.Since is { } day
                                    ? texts["book.since", Moments.Day(day, true)].Value
                                    : null,
                                allergy.Note,
                            ]
                    ).OfType<string>(),
                ]
            )
    );

    public required string Substance { get; init; }

    public AllergyKind Kind { get; init; }

    /// <summary>What happened, in the person's own words.</summary>
    public string? Reaction { get; init; }

    public DateOnly? Since { get; init; }

    internal override Error? Check(DateOnly today) =>
        CheckName(Substance)
        ?? (Reaction?.Length > LongestNote ? BookErrors.TooLong(LongestNote) : null)
        ?? (Since is null ? null : BookErrors.CheckPast(Since, today))
        ?? base.Check(today);
}

public enum AllergyKind
{
    Allergy,
    Intolerance,
}
