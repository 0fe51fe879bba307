using System.Text.Json;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using Xunit;

namespace HealthRecord.Domain.Tests.Prevention;

/// <summary>The published cases of the programme: fictional people, with the dates that a hand calculation gives.</summary>
public sealed class EngineCaseTests
{
    private static readonly JsonDocument File = JsonDocument.Parse(Resource("engine_cases.json"));

    public static TheoryData<string> Names =>
        [
            .. File
                .RootElement.GetProperty("cases")
                .EnumerateArray()
                .Select(c => c.GetProperty("name").GetString()!),
        ];

    [Theory, MemberData(nameof(Names))]
    public void The_programme_says_what_the_case_expects(string name)
    {
        var one = File
            .RootElement.GetProperty("cases")
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == name);
        var today = Date(one.GetProperty("today"));

        var said = PreventionEngine.Evaluate(InputOf(one), RuleFile.Embedded, today);

        var expectations = one.EnumerateObject()
            .Where(p => p.Name.StartsWith("expect", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(expectations);
        foreach (var expected in expectations)
            Check(expected.Name, expected.Value, said);
        foreach (var kind in Strings(one, "complete"))
            Assert.Equal(
                one.GetProperty("expectDue")
                    .EnumerateObject()
                    .Select(p => p.Name)
                    .Order(StringComparer.Ordinal),
                Due(said)
                    .Where(item => KindName(item.Rule.Kind) == kind)
                    .Select(item => item.Key)
                    .Order(StringComparer.Ordinal)
            );
    }

    private static void Check(string expectation, JsonElement value, Evaluation said)
    {
        switch (expectation)
        {
            case "expectDue":
                foreach (var p in value.EnumerateObject())
                    Assert.Equal(
                        (p.Name, Date(p.Value)),
                        Due(said)
                            .Where(i => i.Key == p.Name)
                            .Select(i => (i.Key, i.Due!.Value))
                            .SingleOrDefault()
                    );
                break;
            case "expectUpcoming":
                foreach (var p in value.EnumerateObject())
                    Assert.Equal(
                        (p.Name, Date(p.Value)),
                        said.Items.Where(i => i.Key == p.Name && i.State == ItemState.Upcoming)
                            .Select(i => (i.Key, i.Due!.Value))
                            .SingleOrDefault()
                    );
                break;
            case "expectEarliest":
                foreach (var p in value.EnumerateObject())
                    Assert.Equal(
                        Date(p.Value),
                        said.Items.Single(i =>
                            i.Key == p.Name && i.State != ItemState.Done
                        ).Earliest
                    );
                break;
            case "expectNotDue":
                Assert.All(
                    value.EnumerateArray(),
                    rule => Assert.DoesNotContain(Due(said), i => i.Rule.Id == rule.GetString())
                );
                break;
            case "expectAbsent":
                Assert.All(
                    value.EnumerateArray(),
                    rule => Assert.DoesNotContain(said.Items, i => i.Rule.Id == rule.GetString())
                );
                break;
            case "expectClosed":
                Assert.All(
                    value.EnumerateArray(),
                    rule =>
                        Assert.Equal(
                            ItemState.ClosedIncomplete,
                            said.Items.Single(i => i.Rule.Id == rule.GetString()).State
                        )
                );
                break;
            case "expectSeries":
                Assert.All(
                    value.EnumerateObject(),
                    p =>
                        Assert.Equal(
                            [p.Value.GetString()],
                            said.Items.Where(i => i.Rule.Id == p.Name)
                                .Select(i => i.Series)
                                .Distinct()
                        )
                );
                break;
            case "expectMissing":
                Assert.All(
                    value.EnumerateObject(),
                    p =>
                        Assert.Equal(
                            p.Value.EnumerateArray().Select(a => a.GetString()),
                            said.Items.Single(i => i.Key == p.Name).Missing
                        )
                );
                break;
            case "expectWindow":
                Assert.All(
                    value.EnumerateObject(),
                    p =>
                        Assert.Equal(
                            (Date(p.Value[0]), Date(p.Value[1])),
                            said.Items.Where(i => i.Key == p.Name)
                                .Select(i => (i.Due!.Value, i.End!.Value))
                                .Single()
                        )
                );
                break;
            default:
                Assert.Fail(
                    $"The case file expects something this test does not know: {expectation}"
                );
                break;
        }
    }

    private static IEnumerable<DueItem> Due(Evaluation said) =>
        said.Items.Where(item => item.State is ItemState.Due or ItemState.Overdue);

    private static PreventionInput InputOf(JsonElement one)
    {
        var products = File.RootElement.GetProperty("products");
        var history = one.GetProperty("history")
            .EnumerateArray()
            .Select(
                (h, i) =>
                    new PastEvent(
                        $"{i}",
                        Date(h.GetProperty("date")),
                        h.TryGetProperty("product", out var product)
                            ? products
                                .GetProperty(product.GetString()!)
                                .EnumerateArray()
                                .Select(a => a.GetString()!)
                                .ToHashSet(StringComparer.Ordinal)
                            : [],
                        Text(h, "product"),
                        Text(h, "rule"),
                        Text(h, "procedure")
                    )
            );
        Pregnancy? pregnancy = one.TryGetProperty("facts", out var facts)
            ? new(Date(facts.GetProperty("lmp")))
            : null;
        return new(
            new(
                Date(one.GetProperty("dob")),
                one.GetProperty("sex").GetString() == "F" ? RuleSex.Female : RuleSex.Male
            ),
            new(
                Strings(one, "conditions").ToDictionary(c => c, _ => true, StringComparer.Ordinal),
                pregnancy
            ),
            [.. history],
            RecordKnowledge.Whole,
            []
        );
    }

    private static string KindName(RuleKind kind) =>
        kind == RuleKind.Review ? "bilan" : kind.ToString().ToLowerInvariant();

    private static IEnumerable<string> Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list)
            ? list.EnumerateArray().Select(s => s.GetString()!)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static DateOnly Date(JsonElement element) =>
        DateOnly.ParseExact(
            element.GetString()!,
            "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture
        );

    internal static Stream Resource(string name) =>
        typeof(EngineCaseTests).Assembly.GetManifestResourceStream(name)!;
}
