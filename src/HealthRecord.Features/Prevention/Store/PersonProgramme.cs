using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Prevention.Store;

/// <summary>What the programme says for a person, to somebody who sees some of the person's domains.</summary>
/// <remarks>
/// Whoever does not see a domain is answered as if nothing had been told in it: what appears or vanishes for others says nothing
/// about it. No rights are asked here: use cases and the sweep do.
/// </remarks>
internal sealed class PersonProgramme(
    EntryStore store,
    PersonStore persons,
    ProgrammeInForce programmes
)
{
    private static readonly string[] Types =
    [
        Vaccination.Type.Code,
        PregnancyEntry.Type.Code,
        FactAnswers.Type.Code,
        ProgrammeDone.Type.Code,
        ItemChoice.Type.Code,
        CompleteUpTo.Type.Code,
    ];

    /// <summary>Null when there is no such person, or no birth date to count from.</summary>
    /// <exception cref="Platform.Sealing.RecordDamagedException">The person's row does not open.</exception>
    public async Task<ProgrammeReading?> ReadAsync(
        HealthDb db,
        PersonId person,
        RecordDomains seen,
        DateTime nowUtc,
        CancellationToken ct
    )
    {
        var row = await db
            .Persons.AsNoTracking()
            .Where(p => p.Id == person.Value)
            .Select(p => new { p.CreatedUtc })
            .SingleOrDefaultAsync(ct);
        if (
            row is null
            || (await persons.FindAsync(db, person, ct))?.Payload
                is not { BornOn: { } born } payload
        )
            return null;
        var zones = payload.Timeline();
        var today = zones.DayOf(nowUtc);
        var programme = await programmes.GetAsync(db, ct);
        var entries = await store.SeveralAsync(db, person, Types, ct);
        var input = new PreventionInput(
            new(born, SexOf(payload.Sex)),
            FactsOf(entries, seen),
            HistoryOf(entries, seen),
            new(zones.DayOf(row.CreatedUtc), Completed(entries)),
            [
                .. entries
                    .Of(ItemChoice.Type)
                    .Entries.Select(e => new ItemDecision(
                        e.Payload.Item,
                        e.Payload.Kind,
                        e.Payload.Occurrence,
                        e.Payload.Until
                    )),
            ]
        );
        var rules = seen.HasFlag(RecordDomains.SexualReproductive)
            ? programme.Spoken
            : WithoutPregnancy(programme.Spoken);
        return new(programme, input, PreventionEngine.Evaluate(input, rules, today), today, zones);
    }

    private static AnsweredFacts FactsOf(SeveralEntries entries, RecordDomains seen)
    {
        var answers = seen.HasFlag(RecordDomains.Facts)
            ? entries.Of(FactAnswers.Type).Entries.FirstOrDefault()?.Payload.Answers
            : null;
        var pregnancy = seen.HasFlag(RecordDomains.SexualReproductive)
            ? entries
                .Of(PregnancyEntry.Type)
                .Entries.Select(e => e.Payload.Told)
                .OrderBy(p => p.LastPeriod)
                .LastOrDefault()
            : null;
        return new(answers ?? AnsweredFacts.None.Answers, pregnancy);
    }

    private static List<PastEvent> HistoryOf(SeveralEntries entries, RecordDomains seen)
    {
        if (!seen.HasFlag(RecordDomains.Medication))
            return [];
        return
        [
            .. entries
                .Of(Vaccination.Type)
                .Entries.Select(e => e.Payload.Event(e.Id.ToString()))
                .OfType<PastEvent>(),
            .. entries
                .Of(ProgrammeDone.Type)
                .Entries.Select(e => new PastEvent(
                    e.Id.ToString(),
                    e.Payload.On,
                    new HashSet<string>(StringComparer.Ordinal),
                    null,
                    e.Payload.Rule,
                    e.Payload.Procedure
                )),
        ];
    }

    private static Dictionary<RuleKind, DateOnly> Completed(SeveralEntries entries) =>
        entries
            .Of(CompleteUpTo.Type)
            .Entries.GroupBy(e => e.Payload.Kind)
            .ToDictionary(group => group.Key, group => group.Max(e => e.Payload.Day));

    private static RuleSet WithoutPregnancy(RuleSet rules) =>
        rules with
        {
            Rules = [.. rules.Rules.Where(rule => rule.Kind != RuleKind.Pregnancy)],
        };

    private static RuleSex? SexOf(BiologicalSex sex) =>
        sex switch
        {
            BiologicalSex.Female => RuleSex.Female,
            BiologicalSex.Male => RuleSex.Male,
            _ => null,
        };
}

/// <param name="Today">The person's local day.</param>
internal sealed record ProgrammeReading(
    Programme Programme,
    PreventionInput Input,
    Evaluation Said,
    DateOnly Today,
    ZoneTimeline Zones
);
