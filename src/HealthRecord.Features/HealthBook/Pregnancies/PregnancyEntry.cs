using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Pregnancies;

/// <summary>One pregnancy as the person tells it. Private: it lies in a domain that is never shared with the rest.</summary>
public sealed record PregnancyEntry : BookPayload
{
    internal static readonly EntryType<PregnancyEntry> Type = new(
        "pregnancy",
        RecordDomains.SexualReproductive,
        BookJson.Default.PregnancyEntry
    );

    internal static readonly BookPart Part = new BookPart<PregnancyEntry>(
        3,
        "part.pregnancies",
        Type,
        Icons.Material.Outlined.PregnantWoman,
        typeof(PregnancyForm),
        (one, texts) =>
            new(
                one.EndedOn is null
                    ? texts["pregnancy.now"]
                    : texts[one.Birth ? "pregnancy.birth" : "pregnancy.ended"],
                [
                    .. (
                        (string?[])
                            [
                                one.EndedOn is { } ended
                                    ? Moments.Day(ended, true)
                                    : texts[
                                        "pregnancy.term-of",
                                        Moments.Day(
                                            one.Told.LastPeriod.AddDays(Pregnancy.TermDays),
                                            true
                                        )
                                    ].Value,
                                one.Note,
                            ]
                    ).OfType<string>(),
                ]
            )
    )
    {
        Group = BookGroup.Self,
        Concerns = person => person.MayHaveCycles(),
    };

    /// <summary>First day of the last period; or...</summary>
    public DateOnly? LastPeriod { get; init; }

    /// <summary>...the expected date of birth.</summary>
    public DateOnly? Expected { get; init; }

    public DateOnly? EndedOn { get; init; }

    public bool Birth { get; init; }

    internal override DateOnly? Day => LastPeriod ?? Expected;

    /// <summary>For the programme.</summary>
    internal Pregnancy Told =>
        (
            LastPeriod is { } period
                ? new Pregnancy(period)
                : Pregnancy.FromDueDate(Expected!.Value)
        ) with
        {
            Ended = EndedOn,
            Birth = Birth,
        };

    internal override Error? Check(DateOnly today) =>
        LastPeriod is null && Expected is null
            ? BookErrors.DayMissing
            : (LastPeriod is { } period ? BookErrors.CheckPast(period, today) : null)
                ?? (
                    Expected is { } due
                    && (due < today.AddYears(-60) || due > today.AddDays(Pregnancy.TermDays))
                        ? BookErrors.DayTooLongAgo
                        : null
                )
                ?? (
                    EndedOn is { } ended
                        ? ended < Told.LastPeriod
                            ? BookErrors.EndBeforeStart
                            : BookErrors.CheckPast(ended, today)
                        : null
                )
                ?? base.Check(today);
}
