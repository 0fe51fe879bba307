using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Facts;

/// <summary>The questions whose answers change a person's calendar, by sex and age, and what was answered.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadQuestions(
    HealthDbs dbs,
    EntryStore store,
    ProgrammeInForce programmes,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    public async Task<Outcome<QuestionsView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        var domain = FactAnswers.Type.Domain;
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(domain))
            return BookErrors.NotFound;
        try
        {
            if (await facts.GetAsync(person, ct) is not { } known)
                return BookErrors.NotFound;
            await using var db = await dbs.ReadAsync(ct);
            var given =
                (await store.FindAsync(db, person, FactAnswers.Type, FactAnswers.Key, ct))?.Payload
                ?? new FactAnswers();
            var seesPrivate = may.MayRead(PregnancyEntry.Type.Domain);
            var programme = await programmes.GetAsync(db, ct);
            // Lines of a pregnancy are named to whom that domain was opened, and to nobody else.
            var use = FactUse.Of(
                programme.Spoken.Rules.Where(rule => seesPrivate || rule.Kind != RuleKind.Pregnancy)
            );
            var today = known.Zones.DayOf(clock.GetUtcNow().UtcDateTime);
            RuleSex? sex = known.Sex switch
            {
                BiologicalSex.Female => RuleSex.Female,
                BiologicalSex.Male => RuleSex.Male,
                _ => null,
            };
            var asked = FactCatalogue
                .All.Where(fact => use.Contains(fact.Id) && IsFor(fact))
                .ToList();
            return new QuestionsView(
                [
                    .. FactCatalogue
                        .All.Where(fact =>
                            !fact.IsDated
                            && (asked.Contains(fact) || given.Answers.ContainsKey(fact.Id))
                        )
                        .Select(fact => new Question(
                            fact,
                            given.Answers.TryGetValue(fact.Id, out var answer) ? answer : null,
                            given.On.TryGetValue(fact.Id, out var on) ? on : null,
                            [.. use[fact.Id]]
                        )),
                ],
                seesPrivate && asked.Exists(fact => fact.IsDated),
                known.Sex == BiologicalSex.Unknown,
                known.BornOn is null,
                may.MayWrite(domain)
            );

            bool IsFor(RuleFact fact) =>
                known.BornOn is { } born && FactUse.IsAskedOf(fact, born, sex, today);
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }
}

/// <param name="Answer">Null: nobody has answered, or "I don't know".</param>
/// <param name="Changes">The lines that an answer can change.</param>
internal sealed record Question(
    RuleFact Fact,
    bool? Answer,
    DateOnly? On,
    IReadOnlyList<Rule> Changes
);

/// <param name="AsksPregnancy">It is told in its own part of the book, to whom that is open.</param>
internal sealed record QuestionsView(
    IReadOnlyList<Question> Questions,
    bool AsksPregnancy,
    bool SexNotStated,
    bool BornNotStated,
    bool MayWrite
);
