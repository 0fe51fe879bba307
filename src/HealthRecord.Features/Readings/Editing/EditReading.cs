using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>Corrects a reading: what was imported stays beneath, what was said by hand is shown.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class EditReading(
    ReadingMarks marks,
    ReadingRules rules,
    PersonKeys keys,
    TimeProvider clock
)
{
    /// <param name="seen"><see cref="ReadingView.Revision"/> that the editor saw.</param>
    /// <returns>The reading as it stands now; under another id when its month changed.</returns>
    public Task<Outcome<ReadingView>> RunAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        ReadingForm form,
        int seen,
        Guid operation,
        CancellationToken ct
    ) =>
        marks.SayAsync(
            actor,
            person,
            id,
            seen,
            new(nameof(EditReading), operation),
            found => DecideAsync(actor, person, found, form, operation, ct),
            ct
        );

    private async Task<Outcome<Said>> DecideAsync(
        Actor actor,
        PersonId person,
        FoundReading found,
        ReadingForm form,
        Guid operation,
        CancellationToken ct
    )
    {
        if (form.Kind != found.Kind.Code)
            return ReadingErrors.NotFound;
        var before = found.Reading.AsWritten;
        var same = SaysTheSame(form, before);
        var content = await rules.CheckAsync(
            person,
            found.Kind,
            form with
            {
                // What stands there already is not asked about because its note changes.
                Confirmed = form.Confirmed || same,
                Zone = form.Zone == before.Zone ? null : form.Zone,
            },
            ct
        );
        if (content.Error is { } refusal)
            return refusal;
        var next = content.Value;
        if (next.Zone is null)
            next = next with { Zone = before.Zone, ZoneOrigin = before.ZoneOrigin };
        if (UtcMonth.Of(next.StartMs) != found.Segment.Month)
            return await MoveAsync(actor, person, found, form, next, operation, ct);
        var said = found.Said;
        var unchanged = next == before || (same && next.StartMs == before.StartMs);
        return new Said(
            found.Next(
                actor,
                clock,
                unchanged && said?.Replacement is null ? MarkState.Kept : MarkState.Replaced,
                form.Confirmed || (same && said?.Confirmed == true),
                unchanged ? said?.Replacement : next,
                form.Moment,
                ReadingRules.NoteOf(form)
            ),
            found.Id,
            []
        );
    }

    /// <summary>A reading belongs to the month of its start: another month is a deletion and a new reading.</summary>
    private async Task<Outcome<Said>> MoveAsync(
        Actor actor,
        PersonId person,
        FoundReading found,
        ReadingForm form,
        ReadingContent next,
        Guid operation,
        CancellationToken ct
    )
    {
        var source = actor.Scope is null ? SourceKey.ByHand : SourceKey.Api;
        var fact = new Fact(
            next,
            new ExternalIdentity($"{actor.Account}/{operation:N}/moved", 1),
            ImportSet.ByHand
        );
        var month = UtcMonth.Of(next.StartMs);
        var mark = rules.MarkOf(actor, fact, form);
        var addition = Segment.Of(
            found.Kind.Code,
            source,
            month,
            [fact],
            mark is null ? [] : [mark]
        );
        var secrets = await keys.GetAsync(person.Value, ct);
        var becomes = ReadingId.Of(
            secrets,
            SeriesTags.OfSeries(secrets, found.Kind.Code, source),
            month,
            fact.Key
        );
        return new Said(
            found.Gone(actor, clock),
            becomes,
            [SegmentChange.Add(found.Kind, addition)]
        );
    }

    private static bool SaysTheSame(ReadingForm form, ReadingContent content) =>
        form.Values.SequenceEqual([content.Value, .. content.Parts?.Rest ?? []])
        && (form.Unit ?? content.Unit) == content.Unit
        && (long)form.Duration.TotalMilliseconds == content.DurationMs;
}
