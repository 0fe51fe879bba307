using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Symptoms;

/// <summary>Something that the person felt, in own words.</summary>
public sealed record Symptom : BookPayload
{
    internal static readonly EntryType<Symptom> Type = new(
        "symptom",
        RecordDomains.Medication,
        BookJson.Default.Symptom
    );

    internal static readonly BookPart Part = new BookPart<Symptom>(
        5,
        "part.symptoms",
        Type,
        Icons.Material.Outlined.Sick,
        typeof(SymptomForm),
        (one, texts) =>
            BookRow.Of(
                one.What,
                BookWords.When(one.On, one.At),
                one.Strength is { } strength ? texts[$"symptom.{strength}"] : null,
                one.Note
            )
    )
    {
        Group = BookGroup.Self,
    };

    public required string What { get; init; }

    public DateOnly? On { get; init; }

    /// <summary>On the wall clock there; null where only the day is known.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>Where the person was: a later move does not change what was written.</summary>
    public string? Zone { get; init; }

    internal override DateOnly? Day => On;

    internal override TimeOnly? Time => At;

    public SymptomStrength? Strength { get; init; }

    internal override Error? Check(DateOnly today) =>
        CheckName(What) ?? BookErrors.CheckPast(On, today) ?? base.Check(today);
}

/// <summary>As the person says it, never computed.</summary>
public enum SymptomStrength
{
    Light,
    Medium,
    Strong,
}
