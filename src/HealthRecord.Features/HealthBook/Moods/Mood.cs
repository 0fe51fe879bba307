using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Moods;

/// <summary>How the person felt. Private: it lies in a domain that is never shared with the rest.</summary>
public sealed record Mood : BookPayload
{
    internal static readonly EntryType<Mood> Type = new(
        "mood",
        RecordDomains.Mental,
        BookJson.Default.Mood
    );

    internal static readonly BookPart Part = new BookPart<Mood>(
        6,
        "part.moods",
        Type,
        Icons.Material.Outlined.SentimentSatisfied,
        typeof(MoodForm),
        (one, texts) =>
            BookRow.Of(texts[$"mood.{one.Level}"], BookWords.When(one.On, one.At), one.Note)
    )
    {
        Group = BookGroup.Self,
    };

    public DateOnly? On { get; init; }

    /// <summary>On the wall clock there; null where only the day is known.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>Where the person was: a later move does not change what was written.</summary>
    public string? Zone { get; init; }

    internal override DateOnly? Day => On;

    internal override TimeOnly? Time => At;

    public MoodLevel Level { get; init; }

    internal override Error? Check(DateOnly today) =>
        BookErrors.CheckPast(On, today) ?? base.Check(today);
}

public enum MoodLevel
{
    VeryLow,
    Low,
    Middle,
    Good,
    VeryGood,
}
