using CsCheck;
using HealthRecord.Features.Imports;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>Every refused line is named once, whatever the order, and an orderly file costs nothing.</summary>
public sealed class RefusalRunsTests
{
    [Fact]
    public void Whatever_was_refused_comes_out_once_under_its_type_and_reason() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Long[0, 60])
            .Array[0, 200]
            .Sample(refused =>
            {
                var runs = new RefusalRuns();
                foreach (var (type, reason, line) in refused)
                    runs.Add($"t{type}", $"r{reason}", line);

                Assert.Equal(
                    refused.Select(r => ($"t{r.Item1}", $"r{r.Item2}", r.Item3)).Order(),
                    Lines(runs.Finish())
                );
            });

    [Fact]
    public void Lines_side_by_side_are_one_run_though_others_stand_between_them()
    {
        var runs = new RefusalRuns();
        for (var line = 12_001; line <= 15_200; line++)
        {
            runs.Add("weight", "NotANumber", line);
            runs.Add("fat", "Unit", line);
        }

        Assert.Equal(
            [
                new RefusedRun("weight", "NotANumber", 12_001, 1, 3200),
                new RefusedRun("fat", "Unit", 12_001, 1, 3200),
            ],
            runs.Finish()!.Each()
        );
    }

    [Fact]
    public void Records_of_several_lines_are_one_run_as_well()
    {
        var runs = new RefusalRuns();
        for (var line = 10; line < 100; line += 3)
            runs.Add("a", "Date", line);

        var run = Assert.Single(runs.Finish()!.Each());
        Assert.Equal((10, 3, 30, 97), (run.First, run.Step, run.Count, run.Last));
    }

    [Fact]
    public void Four_million_lines_without_any_order_stay_within_a_few_megabytes()
    {
        var random = new Random(7);
        var runs = new RefusalRuns();
        var line = 0L;
        for (var i = 0; i < 4_000_000; i++)
            runs.Add($"type{random.Next(20)}", "UnknownType", line += random.Next(1, 40));

        var further = runs.Finish()!;

        Assert.Equal((4_000_000, 0), (further.Lines, further.Unnamed));
        Assert.InRange(further.Packed.Length, 1, 12 << 20);
    }

    [Fact]
    public void More_types_than_anybody_has_lose_their_name_and_keep_their_lines()
    {
        var runs = new RefusalRuns();
        for (var line = 1; line <= 10_100; line++)
            runs.Add($"type{line}", "UnknownType", line);

        var further = runs.Finish()!;

        Assert.Equal(10_100, further.Lines);
        Assert.Equal(
            new RefusedRun("", "UnknownType", 10_001, 1, 100),
            further.Each().Single(r => r.Count > 1)
        );
    }

    [Fact]
    public void A_later_delivery_of_the_day_adds_its_lines()
    {
        var report = Report(1, ImportReport.ListedRefusals - 1);
        report.Add(Report(20_001, 3));
        report.Add(Report(30_001, 2));

        Assert.Equal(ImportReport.ListedRefusals, report.RefusedLines.Count);
        Assert.Equal(
            [
                ("a", "Date", 20_002L),
                ("a", "Date", 20_003),
                ("a", "Date", 30_001),
                ("a", "Date", 30_002),
            ],
            Lines(report.FurtherRefusals)
        );
    }

    [Fact]
    public void What_a_reader_may_not_see_is_not_among_them()
    {
        var runs = new RefusalRuns();
        runs.Add("secret", "Date", 1);
        runs.Add("weight", "Date", 2);

        var shown = runs.Finish()!.Without(new HashSet<string> { "secret" });

        Assert.Equal(new RefusedRun("weight", "Date", 2, 0, 1), Assert.Single(shown.Each()));
        Assert.DoesNotContain(shown.Groups, g => g?.Origin == "secret");
    }

    private static ImportReport Report(int first, int count) =>
        new()
        {
            RefusedLines =
            [
                .. Enumerable
                    .Range(first, count)
                    .Select(line => new RefusedLine(line, "a", "Date", "x")),
            ],
        };

    private static IEnumerable<(string, string, long)> Lines(FurtherRefusals? further) =>
        (further?.Each() ?? [])
            .SelectMany(run =>
                Enumerable
                    .Range(0, (int)run.Count)
                    .Select(i => (run.Origin, run.Reason, run.First + (run.Step * i)))
            )
            .Order();
}
