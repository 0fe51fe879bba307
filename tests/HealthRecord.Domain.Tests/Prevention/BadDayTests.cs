using System.Globalization;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using Xunit;

namespace HealthRecord.Domain.Tests.Prevention;

/// <summary>Dates and lives that are not the usual ones.</summary>
public sealed class BadDayTests
{
    private static readonly string[] Hexa =
    [
        "Diphtérie",
        "Tétanos",
        "Coqueluche",
        "Poliomyélite",
        "Haemophilus influenzae b",
        "Hépatite B",
    ];

    [Fact]
    public void Before_birth_nothing_is_said_until_that_day()
    {
        var said = Evaluate(Born("2027-02-01"), "2026-11-25");

        Assert.Empty(said.Items);
        Assert.Equal(new DateOnly(2027, 2, 1), said.NextChange);
    }

    [Fact]
    public void A_person_of_130_years_is_like_any_other_adult() =>
        Assert.Contains(
            Evaluate(Born("1896-02-29"), "2026-11-25").Items,
            item => item.Key == "fr.vax.flu" && item.State == ItemState.Due
        );

    [Fact]
    public void After_a_death_nothing_is_due_and_nothing_will_be()
    {
        var input = Born("1950-01-01");

        var said = Evaluate(
            input with
            {
                Person = input.Person with { Died = new(2026, 11, 25) },
            },
            "2026-11-25"
        );

        Assert.Empty(said.Items);
        Assert.Null(said.NextChange);
    }

    [Fact]
    public void A_vaccination_before_birth_is_shown_and_not_counted()
    {
        var said = Evaluate(Born("2026-06-01", Injection("x", "2026-05-01", Hexa)), "2026-11-25");

        Assert.Contains(
            said.Items,
            item => item is { Key: "fr.vax.hexa#1", State: ItemState.Overdue }
        );
        Assert.Contains(
            said.Doses,
            verdict =>
                verdict is { Event: "x", Fault: DoseFault.BeforeBirth, Rule.Id: "fr.vax.hexa" }
        );
    }

    [Fact]
    public void One_injection_written_down_by_two_parents_is_one_dose()
    {
        var said = Evaluate(
            Born(
                "2026-06-01",
                Injection("a", "2026-08-03", Hexa),
                Injection("b", "2026-08-03", Hexa)
            ),
            "2026-11-25"
        );

        Assert.Contains(
            said.Items,
            item => item is { Key: "fr.vax.hexa#1", State: ItemState.Done }
        );
        Assert.Contains(
            said.Items,
            item => item is { Key: "fr.vax.hexa#2", State: ItemState.Overdue, DoneOn: null }
        );
    }

    [Fact]
    public void A_dose_that_came_too_soon_is_told_and_the_next_counts_from_the_last_valid_one()
    {
        var said = Evaluate(
            Born(
                "2026-01-01",
                Injection("a", "2026-03-01", Hexa),
                Injection("b", "2026-04-01", Hexa)
            ),
            "2026-06-15"
        );

        Assert.Contains(
            said.Doses,
            verdict => verdict is { Event: "b", Fault: DoseFault.TooYoung, Rule.Id: "fr.vax.hexa" }
        );
        Assert.Equal(
            new DateOnly(2026, 5, 1),
            said.Items.Single(item => item.Key == "fr.vax.hexa#2").Due
        );
    }

    [Fact]
    public void A_pentavalent_vaccine_leaves_one_disease_of_the_dose_missing()
    {
        var said = Evaluate(
            Born(
                "2026-01-01",
                Injection("a", "2026-03-01", Hexa),
                Injection("b", "2026-05-02", Hexa[..5])
            ),
            "2026-06-15"
        );

        var second = said.Items.Single(item => item.Key == "fr.vax.hexa#2");
        Assert.Equal(["Hépatite B"], second.Missing);
        Assert.Contains(second.Reasons, reason => reason.Kind == ReasonKind.PartlyGiven);
    }

    [Fact]
    public void Two_vaccines_of_one_day_make_a_full_dose()
    {
        var said = Evaluate(
            Born(
                "2026-01-01",
                Injection("a", "2026-03-01", Hexa[..5]),
                Injection("b", "2026-03-01", "Hépatite B")
            ),
            "2026-03-15"
        );

        Assert.Contains(
            said.Items,
            item => item is { Key: "fr.vax.hexa#1", State: ItemState.Done }
        );
    }

    [Fact]
    public void Without_a_stated_sex_the_rules_of_one_sex_ask_for_it()
    {
        var said = Evaluate(
            Born("1974-03-15") with
            {
                Person = new(new(1974, 3, 15), null),
            },
            "2026-11-25"
        );

        Assert.Contains(
            said.NotConcerned,
            other =>
                other is { Rule.Id: "fr.screen.breast", Reason: NotConcernedReason.SexNotStated }
        );
        Assert.DoesNotContain(said.Items, item => item.Rule.Id == "fr.screen.breast");
    }

    [Fact]
    public void A_rule_that_waits_for_an_answer_says_which()
    {
        var said = Evaluate(Born("1960-03-15"), "2026-11-25");

        var waiting = Assert.Single(said.NotConcerned, other => other.Rule.Id == "fr.check.bone");
        Assert.Equal(NotConcernedReason.FactsNotAnswered, waiting.Reason);
        Assert.Contains("postmenopausal", waiting.OpenFacts);
    }

    [Fact]
    public void A_loss_is_never_followed_by_what_comes_after_a_birth()
    {
        var input = Born("1994-07-07");
        var lost = input with
        {
            Facts = new(input.Facts.Answers, new(new(2026, 8, 4), new(2026, 10, 1), Birth: false)),
        };

        Assert.DoesNotContain(
            Evaluate(lost, "2026-11-25").Items,
            item => item.Rule.Kind == RuleKind.Pregnancy
        );
    }

    [Fact]
    public void Later_hides_until_its_day_and_not_for_me_hides_for_good()
    {
        var input = Born("1955-05-01");
        var later = input with
        {
            Decisions = [new("fr.vax.zoster#1", DecisionKind.Later, null, new(2026, 12, 24))],
        };
        var never = input with { Decisions = [new("fr.vax.zoster#1", DecisionKind.NotForMe)] };

        Assert.Equal(ItemState.Upcoming, State(later, "2026-12-23"));
        Assert.Equal(ItemState.Due, State(later, "2026-12-24"));
        Assert.Equal(ItemState.Declined, State(never, "2030-01-01"));
        ItemState State(PreventionInput of, string day) =>
            Evaluate(of, day).Items.Single(item => item.Key == "fr.vax.zoster#1").State;
    }

    private static Evaluation Evaluate(PreventionInput input, string day) =>
        PreventionEngine.Evaluate(
            input,
            RuleFile.Embedded,
            DateOnly.Parse(day, CultureInfo.InvariantCulture)
        );

    private static PreventionInput Born(string day, params PastEvent[] history) =>
        new(
            new(DateOnly.Parse(day, CultureInfo.InvariantCulture), RuleSex.Female),
            AnsweredFacts.None,
            history,
            RecordKnowledge.Whole,
            []
        );

    private static PastEvent Injection(string id, string day, params string[] antigens) =>
        new(
            id,
            DateOnly.Parse(day, CultureInfo.InvariantCulture),
            antigens.ToHashSet(StringComparer.Ordinal)
        );
}
