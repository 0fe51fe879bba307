using CsCheck;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using Xunit;

namespace HealthRecord.Domain.Tests.Prevention;

/// <summary>What holds for every person, every history and every day.</summary>
public sealed class EnginePropertyTests
{
    private static readonly RuleSet Rules = RuleFile.Embedded;
    private static readonly DateOnly FirstDay = new(2024, 11, 1);

    private static readonly Gen<DateOnly> Today = Gen.Int[0, 2200].Select(FirstDay.AddDays);

    private static readonly Gen<PreventionSubject> Person = Gen.Select(
        Gen.OneOf(Gen.Int[0, 900], Gen.Int[0, 7000], Gen.Int[0, 36_000]),
        Gen.Int[0, 2].Select(n => n == 2 ? (RuleSex?)null : (RuleSex)n),
        (days, sex) => new PreventionSubject(new DateOnly(2026, 6, 1).AddDays(-days), sex)
    );

    private static readonly Gen<AnsweredFacts> Facts = Gen.Select(
        Gen.Int[0, FactCatalogue.All.Count - 1].Select(n => FactCatalogue.All[n].Id).HashSet[0, 6],
        Gen.Bool.HashSet[0, 1],
        Gen.Int[0, 2000],
        Gen.Int[0, 6],
        (facts, pregnant, days, ended) =>
            new AnsweredFacts(
                facts.ToDictionary(
                    fact => fact,
                    fact => fact.Length % 3 != 0,
                    StringComparer.Ordinal
                ),
                pregnant.Contains(true)
                    ? new(
                        FirstDay.AddDays(days),
                        ended > 3 ? FirstDay.AddDays(days + 280) : null,
                        ended == 4
                    )
                    : null
            )
    );

    private static Gen<List<PastEvent>> History(PreventionSubject person) =>
        Gen.Select(
                Gen.Int[0, Rules.Rules.Count - 1].Select(n => Rules.Rules[n]),
                Gen.Int[-40, 30_000],
                Gen.Bool
            )
            .Select(
                (rule, days, whole) =>
                    new PastEvent(
                        $"{days}",
                        Earlier(
                            person.Born.AddDays(
                                rule.Kind == RuleKind.Vaccine && days % 3 > 0 ? days % 900 : days
                            ),
                            new(2031, 1, 1)
                        ),
                        rule.Antigens.Take(whole ? 9 : 1).ToHashSet(StringComparer.Ordinal),
                        null,
                        rule.Antigens.Count == 0 ? rule.Id : null,
                        rule.Recurrence?.Procedure
                    )
            )
            .List[0, 9];

    private static readonly Gen<PreventionInput> Input =
        from person in Person
        from facts in Facts
        from history in History(person)
        select new PreventionInput(
            person,
            facts,
            [.. history.Select((e, i) => e with { Id = $"{i}" })],
            RecordKnowledge.Whole,
            []
        );

    [Fact]
    public void Until_the_next_change_the_answer_is_the_same() =>
        Gen.Select(Input, Today, Gen.Double[0, 1])
            .Sample(
                (input, today, part) =>
                {
                    var said = PreventionEngine.Evaluate(input, Rules, today);
                    var last = (said.NextChange ?? today.AddDays(4000)).AddDays(-1);
                    var between = today.AddDays((int)(part * (last.DayNumber - today.DayNumber)));

                    foreach (var day in (DateOnly[])[between, last])
                        Assert.Equal(
                            Words(said),
                            Words(PreventionEngine.Evaluate(input, Rules, day))
                        );
                },
                iter: 800
            );

    [Fact]
    public void An_item_only_moves_forward() =>
        Gen.Select(Input, Today)
            .Sample(
                (any, today) =>
                {
                    // What is dated later than today turns up on its day: that is a changed history.
                    var input = any with
                    {
                        History = [.. any.History.Where(entry => entry.Date <= today)],
                    };
                    var before = new Dictionary<(string, DateOnly?), int>();
                    var day = today;
                    for (var step = 0; step < 25; step++)
                    {
                        var said = PreventionEngine.Evaluate(input, Rules, day);
                        foreach (var item in said.Items)
                        {
                            var rank = Rank(item.State);
                            Assert.True(
                                rank >= before.GetValueOrDefault((item.Key, item.Occurrence)),
                                $"{item.Key} went back to {item.State} on {day}"
                            );
                            before[(item.Key, item.Occurrence)] = rank;
                        }
                        if (said.NextChange is not { } next)
                            break;
                        day = next;
                    }
                },
                iter: 400
            );

    [Fact]
    public void A_valid_dose_never_leaves_its_own_item_due() =>
        Gen.Select(Input, Today)
            .Sample(
                (input, today) =>
                {
                    foreach (
                        var item in Open(PreventionEngine.Evaluate(input, Rules, today))
                            .Where(item => item.Earliest <= today)
                    )
                    {
                        var dose = new PastEvent(
                            "new",
                            today,
                            item.Rule.Antigens.ToHashSet(StringComparer.Ordinal),
                            null,
                            item.Rule.Id,
                            item.Rule.Recurrence?.Procedure
                        );
                        var after = PreventionEngine.Evaluate(
                            input with
                            {
                                History = [.. input.History, dose],
                            },
                            Rules,
                            today
                        );

                        Assert.DoesNotContain(Open(after), other => other.Key == item.Key);
                    }
                },
                iter: 400
            );

    [Fact]
    public void Nothing_is_due_before_its_earliest_date() =>
        Gen.Select(Input, Today)
            .Sample(
                (input, today) =>
                {
                    var said = PreventionEngine.Evaluate(input, Rules, today);

                    Assert.All(
                        said.Items.Where(item => item.Due is not null),
                        item => Assert.True(item.Earliest <= item.Due, item.Key)
                    );
                    Assert.All(
                        Open(said),
                        item => Assert.True(item.Earliest <= today && item.Due <= today, item.Key)
                    );
                },
                iter: 800
            );

    [Fact]
    public void An_unrelated_entry_changes_nothing() =>
        Gen.Select(Input, Today, Gen.Int[0, 20_000])
            .Sample(
                (input, today, days) =>
                {
                    var other = new PastEvent(
                        "zz",
                        Earlier(input.Person.Born.AddDays(days), today),
                        new HashSet<string>(["Rage"], StringComparer.Ordinal),
                        "RABIPUR"
                    );

                    var without = PreventionEngine.Evaluate(input, Rules, today);
                    var with = PreventionEngine.Evaluate(
                        input with
                        {
                            History = [.. input.History, other],
                        },
                        Rules,
                        today
                    );

                    Assert.Equal(Words(without), Words(with));
                },
                iter: 400
            );

    [Fact]
    public void What_lies_before_the_person_was_added_is_never_due_until_somebody_says_the_record_is_complete() =>
        Gen.Select(Input, Today)
            .Sample(
                (input, today) =>
                {
                    var unknown = input with
                    {
                        Knowledge = input.Knowledge with { Added = today.AddDays(-3) },
                    };
                    var complete = unknown with
                    {
                        Knowledge = new(
                            today.AddDays(-3),
                            Enum.GetValues<RuleKind>().ToDictionary(kind => kind, _ => today)
                        ),
                    };

                    Assert.DoesNotContain(
                        Open(PreventionEngine.Evaluate(unknown, Rules, today)),
                        item => item.Due < today.AddDays(-3)
                    );
                    Assert.Equal(
                        Words(PreventionEngine.Evaluate(input, Rules, today)),
                        Words(PreventionEngine.Evaluate(complete, Rules, today))
                    );
                },
                iter: 400
            );

    private static IEnumerable<DueItem> Open(Evaluation said) =>
        said.Items.Where(item => item.State is ItemState.Due or ItemState.Overdue);

    private static int Rank(ItemState state) =>
        state switch
        {
            ItemState.Upcoming => 0,
            ItemState.Due => 1,
            ItemState.Overdue => 2,
            _ => 3,
        };

    private static List<string> Words(Evaluation said) =>
        [
            .. said.Items.Select(i =>
                $"{i.Key} {i.Occurrence} {i.State} {i.Earliest} {i.Due} {i.End} {i.OverdueFrom} {i.DoneOn} {i.Series} {string.Join('+', i.Missing)} {string.Join('|', i.Reasons)}"
            ),
            .. said.NotConcerned.Select(n => $"{n.Rule.Id} {n.Reason}"),
        ];

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
