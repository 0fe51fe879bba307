using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>What a reading written by a person or a program has to keep.</summary>
internal sealed class ReadingRules(PersonFactsReader facts, TimeProvider clock)
{
    private const int LongestNote = 2000;

    /// <summary>A code as in <c>before-meal</c>; programs have their own.</summary>
    private const int LongestMoment = 40;
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(10);

    /// <summary>The content to store, or why not.</summary>
    public async Task<Outcome<ReadingContent>> CheckAsync(
        PersonId person,
        Kind kind,
        ReadingForm form,
        CancellationToken ct
    )
    {
        if (form.Values.Count == 0 || form.Values[0] is not { } first || !Kinds.CanBeLogged(kind))
            return ReadingErrors.NoValue;
        var latest = clock.GetUtcNow().UtcDateTime + ClockSlack;
        if (form.StartUtc > latest || form.Duration > latest - form.StartUtc)
            return ReadingErrors.InTheFuture;
        if (NoteOf(form) is { Length: > LongestNote })
            return ReadingErrors.NoteLong(LongestNote);
        if (form.Moment is { Length: > LongestMoment })
            return ReadingErrors.BadField("moment");
        if (form.Zone is not null && !ZoneRules.TryFind(form.Zone, out _))
            return ReadingErrors.BadField("zone");
        var born = (await facts.GetAsync(person, ct))?.BornOn;
        // A day begins up to 14 hours before the UTC day of the same date.
        if (born is { } day && form.StartUtc < day.ToDateTime(TimeOnly.MinValue).AddHours(-14))
            return ReadingErrors.BeforeBirth;

        var parts = form.Values.Count > 1 ? new ReadingParts([.. form.Values.Skip(1)]) : null;
        var unit =
            kind.Units.Count == 0
                ? null
                : kind.Units.FirstOrDefault(u => u.Ucum == (form.Unit ?? kind.Canonical.Ucum));
        var duration = (long)form.Duration.TotalMilliseconds;
        var judged = Plausibility.Judge(kind, unit, first, parts, duration);
        if (judged.Verdict == Verdict.Impossible)
            return ReadingErrors.Impossible(judged.Doubt, judged.Part?.Code);
        if (judged.Verdict == Verdict.Doubtful && !form.Confirmed)
            return ReadingErrors.Doubtful(judged.Part?.Code);

        var start = (long)
            (
                DateTime.SpecifyKind(form.StartUtc, DateTimeKind.Utc) - DateTime.UnixEpoch
            ).TotalMilliseconds;
        var origin = form.Zone is null ? ZoneOrigin.Unknown : ZoneOrigin.File;
        return new ReadingContent(start, duration, first, unit?.Ucum, parts, form.Zone, origin);
    }

    /// <summary>What is said beside the value: occasion, note, confirmation. Null when there is nothing to say.</summary>
    public Mark? MarkOf(Actor actor, Fact fact, ReadingForm form) =>
        form is { Moment: null, Note: null or "", Confirmed: false }
            ? null
            : new Mark(
                fact.Key,
                Mark.SaidWithIt,
                actor.Account,
                clock.GetUtcNow().ToUnixTimeMilliseconds(),
                MarkState.Kept,
                form.Confirmed,
                null,
                form.Moment,
                NoteOf(form)
            );

    public static string? NoteOf(ReadingForm form) =>
        string.IsNullOrWhiteSpace(form.Note) ? null : form.Note.Trim();
}
