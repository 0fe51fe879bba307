using CsCheck;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>
/// Whatever the order of importing, undoing, correcting, deleting and importing again: what is shown is the union of the
/// imports that stand, with what was said by hand on top.
/// </summary>
public sealed class AnyOrderTests
{
    private static readonly int[][] Exports =
    [
        [0, 1, 2],
        [1, 2, 3],
        [2, 3, 4],
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_shown_depends_on_what_stands_and_not_on_the_order()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        // A family of its own for each order: one record, nothing shared.
        await Gen.Int[0, 15]
            .Array[4, 9]
            .SampleAsync(acts => HoldsAsync(host, acts), iter: 50, threads: 1);
    }

    private static async Task HoldsAsync(RecordHost host, int[] acts)
    {
        var family = await A.Family(host).BuildAsync(Ct);
        var standing = new List<(int Export, ImportId Run)>();
        var said = new Dictionary<int, double?>();
        foreach (var act in acts)
        {
            if (act < 3)
                standing.Add((act, await ImportAsync(host, family, Exports[act])));
            else if (act < 6)
            {
                if (standing.FindLastIndex(s => s.Export == act - 3) is not (>= 0 and var at))
                    continue;
                var undone = await host.Get<UndoImport>()
                    .RunAsync(family.Ana, standing[at].Run, Ct);
                Assert.True(undone.Succeeded, undone.Error?.Key);
                standing.RemoveAt(at);
            }
            else
                await SayAsync(host, family, (act - 6) % 5, act < 11, said);
        }

        var expected = standing
            .SelectMany(s => Exports[s.Export])
            .Distinct()
            .Order()
            .Select(m => said.TryGetValue(m, out var value) ? value : 60.0 + m)
            .OfType<double>();
        var shown = await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct);
        Assert.Equal(expected, shown.Reverse().Select(r => r.Values[0]!.Value.ToDouble()));
    }

    private static async Task<ImportId> ImportAsync(
        RecordHost host,
        TestFamily family,
        int[] minutes
    )
    {
        var export = AppleExport.With();
        foreach (var minute in minutes)
            export.HeartRate($"2024-03-01 08:{minute:00}:00", 60 + minute);
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, export.Zip(), Ct);
        Assert.Equal(ImportState.Done, run.State);
        Assert.Equal(minutes.Length, run.Report!.Kinds.Sum(k => k.Total));
        return run.Run;
    }

    private static async Task SayAsync(
        RecordHost host,
        TestFamily family,
        int minute,
        bool delete,
        Dictionary<int, double?> said
    )
    {
        var shown = await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct);
        if (shown.FirstOrDefault(r => r.StartUtc.Minute == minute) is not { } reading)
            return;
        var form = new ReadingForm(
            "heart-rate",
            reading.StartUtc,
            [new WrittenNumber(100 + minute, 0)],
            reading.Unit
        );
        var answer = delete
            ? await host.Get<DeleteReading>()
                .RunAsync(family.Ana, family.AnaPerson, reading.Id, reading.Revision, Ids.New(), Ct)
            : await host.Get<EditReading>()
                .RunAsync(
                    family.Ana,
                    family.AnaPerson,
                    reading.Id,
                    form,
                    reading.Revision,
                    Ids.New(),
                    Ct
                );
        Assert.True(answer.Succeeded, answer.Error?.Key);
        said[minute] = delete ? null : 100 + minute;
    }
}
