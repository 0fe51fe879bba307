using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
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
    /// <exception cref="RecordDamagedException">The person's row does not open.</exception>
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
            .SingleOrDefaultAsync(p => p.Id == person.Value, ct);
        return row is not null && await OpenAsync(db, row, ct) is { } told
            ? Read(told, await programmes.GetAsync(db, ct), seen, nowUtc)
            : null;
    }

    /// <summary>Everything that the programme is read from. Null when there is no birth date to count from, or an erasure is under way.</summary>
    /// <exception cref="RecordDamagedException">The person's row does not open.</exception>
    public async Task<ToldOfPerson?> OpenAsync(HealthDb db, Person row, CancellationToken ct)
    {
        try
        {
            var payload = await persons.OpenAsync(row, PersonPayload.Format, ct);
            return payload.BornOn is { } born
                ? new(
                    born,
                    SexOf(payload.Sex),
                    payload.Timeline(),
                    row.CreatedUtc,
                    await store.SeveralAsync(db, new(row.Id), Types, ct)
                )
                : null;
        }
        catch (KeysGoneException)
        {
            return null;
        }
    }

    /// <summary>Needs no database: one person may be read for several readers.</summary>
    public static ProgrammeReading Read(
        ToldOfPerson told,
        Programme programme,
        RecordDomains seen,
        DateTime nowUtc
    )
    {
        var today = told.Zones.DayOf(nowUtc);
        var entries = told.Entries;
        var input = new PreventionInput(
            new(told.Born, told.Sex),
            FactsOf(entries, seen),
            HistoryOf(entries, seen),
            new(told.Zones.DayOf(told.CreatedUtc), Completed(entries)),
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
        return new(
            programme,
            input,
            PreventionEngine.Evaluate(input, rules, today),
            today,
            told.Zones
        );
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

/// <summary>What was told of a person, opened and not yet read for anybody.</summary>
internal sealed record ToldOfPerson(
    DateOnly Born,
    RuleSex? Sex,
    ZoneTimeline Zones,
    DateTime CreatedUtc,
    SeveralEntries Entries
);
