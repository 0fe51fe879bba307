using System.Globalization;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using Xunit;

namespace HealthRecord.Domain.Tests.Prevention;

/// <summary>For every scheduled rule: the day before, the first day, the last day and the day after, calculated apart from the engine.</summary>
public sealed class BoundaryTests
{
    private static readonly IReadOnlyList<Row> Table = Read();

    public static TheoryData<string, string> Rows =>
        [.. Table.Select(row => new TheoryDataRow<string, string>(row.Item, row.Which))];

    [Theory, MemberData(nameof(Rows))]
    public void It_is_due_from_its_first_to_its_last_day(string item, string which)
    {
        var row = Table.Single(r => r.Item == item && r.Which == which);

        var said = PreventionEngine.Evaluate(row.Input, RuleFile.Embedded, row.Day);

        Assert.Equal(
            row.Due,
            said.Items.Any(i =>
                i.Key == item && i.State is ItemState.Due or ItemState.Overdue && i.Key == item
            )
        );
    }

    [Fact]
    public void Every_scheduled_rule_stands_in_the_table()
    {
        var tested = Table.Select(row => row.Item.Split('#')[0]).Distinct(StringComparer.Ordinal);

        Assert.Equal(
            RuleFile
                .Embedded.Rules.Where(rule => !rule.IsInformation)
                .Select(rule => rule.Id)
                .Order(StringComparer.Ordinal),
            tested.Order(StringComparer.Ordinal)
        );
    }

    private static List<Row> Read()
    {
        using var lines = new StreamReader(EngineCaseTests.Resource("boundaries.tsv"));
        lines.ReadLine();
        var rows = new List<Row>();
        while (lines.ReadLine()?.Split('\t') is { } cells)
            rows.Add(
                new(
                    cells[0],
                    cells[1],
                    Date(cells[6]),
                    cells[7] == "due",
                    new(
                        new(Date(cells[2]), cells[3] == "F" ? RuleSex.Female : RuleSex.Male),
                        new(
                            cells[4]
                                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                                .ToDictionary(f => f, _ => true, StringComparer.Ordinal),
                            cells[5].Length > 0 ? PregnancyOf(cells[0], Date(cells[5])) : null
                        ),
                        [],
                        RecordKnowledge.Whole,
                        []
                    )
                )
            );
        return rows;
    }

    /// <summary>What comes after a birth is only said once the birth was told.</summary>
    private static Pregnancy PregnancyOf(string item, DateOnly lastPeriod) =>
        item is "fr.preg.postnatal" or "fr.preg.dental"
            ? new(lastPeriod, lastPeriod.AddDays(280), Birth: true)
            : new(lastPeriod);

    private static DateOnly Date(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Row(
        string Item,
        string Which,
        DateOnly Day,
        bool Due,
        PreventionInput Input
    );
}
