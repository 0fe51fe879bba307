using CsCheck;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>
/// Exports of several formats that overlap, in any order, with what people say in between: what is left is what importing
/// only those that stand would have left, hand edits apart, and every report tells what became of each reading.
/// </summary>
public sealed class OverlappingExportsTests
{
    private const string Weight = "body-weight";
    private const string Steps = "steps";
    private const string Pulse = "heart-rate";

    private static readonly string[] Kinds = [Weight, Steps, Pulse];
    private static readonly DateTime Start = new(2025, 3, 1, 18, 0, 0, DateTimeKind.Utc);

    private static readonly Export[] Exports =
    [
        new([0, 1, 2], [], []),
        new([1, 2, 3], [], []),
        new([2, 3], [0, 1, 2], [0]),
        new([], [], [0, 1]),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="Weights">Mornings on the scale: a table of Withings.</param>
    /// <param name="Steps">Minutes on the wrist: a file of Fitbit.</param>
    /// <param name="Runs">Evenings out: a TCX file.</param>
    private sealed record Export(int[] Weights, int[] Steps, int[] Runs)
    {
        /// <summary>One file alone as it is, several as the archive that they come in.</summary>
        public byte[] File
        {
            get
            {
                var members = new List<(string, byte[])>();
                if (Weights.Length > 0)
                    members.Add(
                        (
                            "weight.csv",
                            DeviceFiles.WithingsWeights([
                                .. Weights.Select(w => ($"2025-03-{w + 1:00} 07:31:11", 70m + w)),
                            ])
                        )
                    );
                if (Steps.Length > 0)
                    members.Add(
                        DeviceFiles.FitbitMinutes("steps", Start, [.. Steps.Select(s => 30 + s)])
                    );
                if (Runs.Length > 0)
                    members.Add(
                        (
                            "runs.tcx",
                            DeviceFiles.TcxRuns([.. Runs.Select(r => (Start.AddDays(r), 2))])
                        )
                    );
                return members.Count == 1 ? members[0].Item2 : Archives.Of(members);
            }
        }

        public IEnumerable<(string Kind, int Index)> Facts =>
            [
                .. Weights.Select(w => (Weight, w)),
                .. Steps.Select(s => (OverlappingExportsTests.Steps, s)),
                // Each run has a heart rate at its start and after each of its two minutes.
                .. Runs.SelectMany(r => Enumerable.Range(r * 3, 3).Select(p => (Pulse, p))),
            ];
    }

    private sealed class Story(RecordHost host, TestFamily family)
    {
        public RecordHost Host => host;
        public TestFamily Family => family;
        public List<(Export Export, ImportId Run)> Standing { get; } = [];
        public Dictionary<(string Kind, int Index), double?> Said { get; } = [];

        public HashSet<(string Kind, int Index)> Facts =>
            [.. Standing.SelectMany(s => s.Export.Facts)];

        public HashSet<int> Runs => [.. Standing.SelectMany(s => s.Export.Runs)];
    }

    [Fact]
    public async Task Undoing_one_of_two_leaves_what_the_other_alone_would_have_left()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        // Two that may overlap come first: what follows finds something to undo and to speak of.
        var import = Gen.Int[0, 3];
        await Gen.Select(
                import.Array[2],
                Gen.OneOf(import, Gen.Int[4, 7], Gen.Int[8, 17]).Array[3, 6]
            )
            .SampleAsync(
                (first, then) => HoldsAsync(host, [.. first, .. then]),
                iter: 22,
                threads: 1
            );
    }

    private static async Task HoldsAsync(RecordHost host, int[] acts)
    {
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var story = new Story(host, family);
        foreach (var act in acts)
            await (
                act < 4 ? ImportAsync(story, Exports[act])
                : act < 8 ? UndoAsync(story, act)
                : act < 12 ? SayAsync(story, (Weight, act - 8), delete: true)
                : act < 16 ? SayAsync(story, (Weight, act - 12), delete: false)
                : SayAsync(story, (Steps, act - 16), delete: true)
            );

        foreach (var kind in Kinds)
            Assert.Equal(
                story
                    .Facts.Where(f => f.Kind == kind)
                    .OrderBy(f => f.Index)
                    .Select(f => story.Said.TryGetValue(f, out var value) ? value : ValueOf(f))
                    .OfType<double>(),
                (await host.ListAsync(family.Ana, family.AnaPerson, kind, Ct))
                    .Reverse()
                    .Select(r => r.Values[0]!.Value.ToDouble())
            );
        await AssertAsIfOnlyTheseAsync(story);
    }

    /// <summary>Another person gets only the exports that stand, once each: of what nobody spoke of, both have the same.</summary>
    private static async Task AssertAsIfOnlyTheseAsync(Story story)
    {
        var (host, family) = (story.Host, story.Family);
        var other = family.Person("Léo");
        foreach (var export in story.Standing.Select(s => s.Export).Distinct())
            await host.ImportAsync(family.Ana, other, export.File, Ct, "export.bin");
        foreach (var kind in Kinds.Where(k => !story.Said.Keys.Any(s => s.Kind == k)))
            Assert.Equal(
                await ToldAsync(host, family, other, kind),
                await ToldAsync(host, family, family.AnaPerson, kind)
            );
        Assert.Equal(await RunsAsync(host, other), await RunsAsync(host, family.AnaPerson));
        Assert.Equal(story.Runs.Count, (await RunsAsync(host, other)).Count);
    }

    private static async Task ImportAsync(Story story, Export export)
    {
        var present = story.Facts;
        var run = await story.Host.ImportAsync(
            story.Family.Ana,
            story.Family.AnaPerson,
            export.File,
            Ct,
            "export.bin"
        );
        Assert.Equal(ImportState.Done, run.State);
        foreach (var kind in Kinds)
        {
            var rows = run.Report!.Kinds.Where(k => k.Kind == kind).ToList();
            var facts = export.Facts.Where(f => f.Kind == kind).ToList();
            var deleted = facts.Count(story.Said.ContainsKey);
            var already = facts.Count(f => !story.Said.ContainsKey(f) && present.Contains(f));
            Assert.Equal(
                (kind, facts.Count - deleted - already, already, deleted),
                (
                    kind,
                    rows.Sum(r => r.Added),
                    rows.Sum(r => r.AlreadyThere),
                    rows.Sum(r => r.DeletedByHand)
                )
            );
        }
        var known = export.Runs.Count(story.Runs.Contains);
        Assert.Equal(
            (export.Runs.Length - known, known),
            (run.Report!.WorkoutsAdded, run.Report.WorkoutsAlreadyThere)
        );
        story.Standing.Add((export, run.Run));
    }

    private static async Task UndoAsync(Story story, int chosen)
    {
        if (story.Standing.Count == 0)
            return;
        var at = chosen % story.Standing.Count;
        var undone = await story
            .Host.Get<UndoImport>()
            .RunAsync(story.Family.Ana, story.Standing[at].Run, Ct);
        Assert.True(undone.Succeeded, undone.Error?.Key);
        story.Standing.RemoveAt(at);
    }

    private static async Task SayAsync(Story story, (string Kind, int Index) fact, bool delete)
    {
        var (host, family) = (story.Host, story.Family);
        var shown = await host.ListAsync(family.Ana, family.AnaPerson, fact.Kind, Ct);
        if (shown.FirstOrDefault(r => IndexOf(r) == fact.Index) is not { } reading)
            return;
        var form = new ReadingForm(
            fact.Kind,
            reading.StartUtc,
            [new WrittenNumber(90 + fact.Index, 0)],
            reading.Unit,
            reading.Duration
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
        story.Said[fact] = delete ? null : 90 + fact.Index;
    }

    private static int IndexOf(ReadingView reading) =>
        reading.Kind == Weight ? reading.StartUtc.Day - 1 : reading.StartUtc.Minute;

    private static double ValueOf((string Kind, int Index) fact) =>
        fact.Kind switch
        {
            Weight => 70 + fact.Index,
            Steps => 30 + fact.Index,
            _ => 120 + (fact.Index % 3),
        };

    /// <summary>Readings and days as text, without ids.</summary>
    private static async Task<List<string>> ToldAsync(
        RecordHost host,
        TestFamily family,
        PersonId person,
        string kind
    )
    {
        var tag = await host.TagAsync(family.Ana, person, kind, Ct);
        var first = DateOnly.FromDateTime(Start);
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, person, tag, first, first.AddDays(7), Ct);
        return
        [
            .. (await host.ListAsync(family.Ana, person, kind, Ct)).Select(r =>
                $"{r.StartUtc:O} {r.Duration} {r.Values[0]} {r.Unit} {r.Zone} {r.Source} {r.Revision} {r.Edited}"
            ),
            .. days.Value.Days.Select(d =>
                $"{d.Day:O} {d.Summary.Count} {d.Summary.Mean} {d.Summary.Total} {d.Summary.Last} {d.Summary.Echoes} {string.Join(',', d.Shares)}"
            ),
        ];
    }

    private static async Task<List<string>> RunsAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return
        [
            .. (await host.Get<EntryStore>().ReadAsync(db, person, Workout.Type, Ct))
                .Entries.SelectMany(e => e.Payload.Tellings)
                .Select(t => t.Content)
                .Order(StringComparer.Ordinal),
        ];
    }
}
