using System.Text;
using System.Text.Json.Nodes;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using Xunit;

namespace HealthRecord.Domain.Tests.Prevention;

/// <summary>A rule file is taken whole or not at all, and the operator is told where it fails.</summary>
public sealed class RuleFileTests
{
    private const string Good = """
        {
          "jurisdiction": "FR",
          "asOf": "2026-11-24",
          "version": "test-1",
          "rules": [
            {
              "id": "a",
              "kind": "vaccine",
              "jurisdiction": "FR",
              "title": "A",
              "message": "B",
              "legalStatus": "recommended",
              "confidence": "partly",
              "sources": [ { "title": "S" } ],
              "antigens": [ "Grippe" ],
              "eligibility": { "ageMin": "P2Y", "ageMax": "P18Y", "conditionsAny": [ "smoker" ] },
              "series": [
                { "id": "s", "doses": [
                  { "n": 1, "age": { "min": "P2Y", "recFrom": "P2Y", "recTo": "P3Y" } },
                  { "n": 2, "age": { "min": "P2Y" }, "interval": { "from": "previous", "min": "P1M" } }
                ] }
              ]
            }
          ],
          "campaigns": [ { "id": "c", "title": "C", "confidence": "confirmed", "start": "--10-14", "end": "--01-31" } ]
        }
        """;

    [Fact]
    public void The_shipped_programme_is_read_whole()
    {
        var rules = RuleFile.Embedded;

        Assert.Equal((79, 16), (rules.Rules.Count, rules.Campaigns.Count));
        Assert.Equal(
            (10, 52, 17),
            (Of(Confidence.Confirmed), Of(Confidence.Partly), Of(Confidence.Unconfirmed))
        );
        int Of(Confidence confidence) => rules.Rules.Count(rule => rule.Confidence == confidence);
    }

    [Fact]
    public void A_good_file_is_taken() => Assert.Equal("test-1", Read(Good).Rules?.Version);

    [Theory]
    // what is replaced, by what, the line, the path
    [InlineData("\"message\"", "\"mesage\"", 11, "$.rules[0].mesage")]
    [InlineData("\"P18Y\"", "\"18Y\"", 16, "$.rules[0].eligibility.ageMax")]
    [InlineData("\"ageMax\": \"P18Y\"", "\"ageMax\": \"P1Y\"", 16, "$.rules[0].eligibility.ageMax")]
    [InlineData("\"vaccine\"", "\"Vaccine\"", 8, "$.rules[0].kind")]
    [InlineData("\"smoker\"", "\"smokes\"", 16, "$.rules[0].eligibility.conditionsAny[0]")]
    [InlineData("\"Grippe\"", "\"Rhume\"", 15, "$.rules[0].antigens[0]")]
    [InlineData("[ { \"title\": \"S\" } ]", "[]", 14, "$.rules[0].sources")]
    [InlineData("[ { \"title\": \"S\" } ]", "[ null ]", 14, "$.rules[0].sources[0]")]
    [InlineData("\"n\": 2", "\"n\": 3", 20, "$.rules[0].series[0].doses[1].n")]
    [InlineData("\"previous\"", "\"dose:2\"", 20, "$.rules[0].series[0].doses[1].interval.from")]
    [InlineData("\"previous\"", "\"next\"", 20, "$.rules[0].series[0].doses[1].interval.from")]
    [InlineData(
        "\"recTo\": \"P3Y\"",
        "\"recTo\": \"P1Y\"",
        19,
        "$.rules[0].series[0].doses[0].age.recTo"
    )]
    [InlineData("\"title\": \"A\"", "\"title\": null", 10, "$.rules[0].title")]
    [InlineData("\"title\": \"A\"", "\"title\": \"A\", \"title\": \"B\"", 10, "$.rules[0].title")]
    [InlineData("\"--10-14\"", "\"--13-14\"", 25, "$.campaigns[0].start")]
    [InlineData("\"end\": \"--01-31\"", "\"note\": \"x\"", 25, "$.campaigns[0]")]
    [InlineData("\"2026-11-24\"", "\"24/11/2026\"", 3, "$.asOf")]
    [InlineData(
        "\"antigens\": [ \"Grippe\" ],",
        "\"antigens\": [ \"Grippe\" ], \"recurrence\": { \"type\": \"once\" },",
        7,
        "$.rules[0]"
    )]
    [InlineData("\"version\": \"test-1\",", "", 1, "$")]
    public void A_broken_file_is_refused_with_line_and_path(
        string part,
        string broken,
        int line,
        string path
    )
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);

        var reading = Read(Good.Replace(part, broken, StringComparison.Ordinal));

        Assert.Null(reading.Rules);
        Assert.Contains(
            reading.Problems,
            problem =>
                problem.Path == path
                && (problem.Line == line || path == "$" || path == "$.rules[0]")
        );
        Assert.All(reading.Problems, problem => Assert.NotEmpty(problem.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"rules\":[]}")]
    [InlineData("{} trailing")]
    public void What_is_not_a_programme_is_refused(string text) =>
        Assert.Single(Read(text).Problems);

    [Fact]
    public void Two_rules_of_one_name_are_refused()
    {
        var file = JsonNode.Parse(Good)!;
        var rules = file["rules"]!.AsArray();
        rules.Add(rules[0]!.DeepClone());

        Assert.Contains(
            Read(file.ToJsonString()).Problems,
            problem => problem.Message.Contains("a stands twice", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_mark_of_byte_order_is_no_fault() =>
        Assert.NotNull(
            RuleFile.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)]).Rules
        );

    [Fact]
    public void Unconfirmed_rules_speak_only_when_turned_on()
    {
        var silent = RuleFile.Embedded.SpokenWith(new HashSet<string>(StringComparer.Ordinal));
        var one = RuleFile.Embedded.SpokenWith(
            new HashSet<string>(["fr.check.bp"], StringComparer.Ordinal)
        );

        Assert.Equal(62, silent.Rules.Count);
        Assert.Equal("fr.check.bp", Assert.Single(one.Rules.Except(silent.Rules)).Id);
    }

    [Fact]
    public void Every_fact_that_a_rule_uses_has_a_question_in_both_languages()
    {
        Assert.All(
            FactCatalogue.All,
            fact =>
            {
                Assert.EndsWith("\u00a0?", fact.Fr.Question, StringComparison.Ordinal);
                Assert.EndsWith("?", fact.En.Question, StringComparison.Ordinal);
                Assert.Equal(fact.Fr.Help is null, fact.En.Help is null);
            }
        );
        Assert.Equal(
            FactCatalogue.All.Count,
            FactCatalogue.All.Select(fact => fact.Id).Distinct(StringComparer.Ordinal).Count()
        );
        Assert.Equal(26, FactCatalogue.All.Count);
    }

    [Fact]
    public void Every_shipped_rule_and_campaign_has_its_English_words()
    {
        Assert.All(
            RuleFile.Embedded.Rules,
            rule =>
            {
                Assert.False(RuleWording.Of(rule, french: false).InFrench);
                Assert.Equal(rule.Title, RuleWording.Of(rule, french: true).Title);
            }
        );
        Assert.All(
            RuleFile.Embedded.Campaigns,
            campaign => Assert.NotEmpty(RuleWording.Of(campaign, french: false))
        );
        var unknown = RuleFile.Embedded.Rules[0] with { Id = "xx.new" };
        Assert.Equal(
            new(unknown.Title, unknown.Message, InFrench: true),
            RuleWording.Of(unknown, french: false)
        );
    }

    private static RuleFileReading Read(string text) => RuleFile.Read(Encoding.UTF8.GetBytes(text));
}
