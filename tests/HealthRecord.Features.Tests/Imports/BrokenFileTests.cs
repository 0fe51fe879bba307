using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers;
using HealthRecord.Importers.Tables;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>Broken files of every format through the product: all of what the report says is there, or nothing at all.</summary>
public sealed class BrokenFileTests(BrokenFileTests.Home home) : IClassFixture<BrokenFileTests.Home>
{
    private const int FilesOfAFormat = 7;
    private const int MostQuestions = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Formats => [.. Files.Keys];

    private static Dictionary<string, Func<byte[]>> Files { get; } =
        FormatFiles
            .All.ToDictionary(
                f => f.Name,
                f => (Func<byte[]>)(() => f.Of(12)),
                StringComparer.Ordinal
            )
            .Concat([
                new("Apple Health", () => Apple().Bytes()),
                new("Apple Health, as it comes", () => Apple().Zip()),
                new("FIT, a run", () => FitRun.Of(Start, 5)),
                new("a takeout", () => Takeout()),
            ])
            .ToDictionary(StringComparer.Ordinal);

    private static DateTime Start { get; } = new(2025, 3, 1, 18, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One record for all formats, where each finds persons of its own.</summary>
    public sealed class Home : IAsyncLifetime
    {
        internal RecordHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Host = await RecordHost.OpenAsync(Database.Sqlite, Typing.WithoutWorkers, ct: Ct);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_broken_file_adds_what_its_report_says_or_nothing_and_can_be_undone(
        string format
    )
    {
        var host = home.Host;
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var (empty, full) = (family.AnaPerson, family.Person("Léo"));
        await host.LogAsync(family.Ana, empty, Typing.Weight(70), Ct);
        await host.LogAsync(family.Ana, full, Typing.Weight(20), Ct);
        var file = Files[format]();
        Assert.Equal(ImportState.Done, (await EndAsync(family, full, file)).State);
        var before = new Dictionary<PersonId, RecordText>
        {
            [empty] = await RecordText.OfAsync(host, family, empty, Ct),
            [full] = await RecordText.OfAsync(host, family, full, Ct),
        };
        Assert.True(
            before[full].Count + before[full].Workouts.Count > 1,
            "The whole file is read."
        );

        for (var seed = 0; seed < FilesOfAFormat; seed++)
        {
            var person = seed % 2 == 0 ? empty : full;
            var broken = BrokenFiles.Of(file, seed);
            var run = await EndAsync(family, person, broken);
            var after = await RecordText.OfAsync(host, family, person, Ct);
            AssertTold(run, before[person], after, $"{format}, seed {seed}");
            if (run.State != ImportState.Done)
                continue;
            var undone = await host.Get<UndoImport>().RunAsync(family.Ana, run.Run, Ct);
            Assert.True(undone.Succeeded, $"{format}, seed {seed}: {undone.Error?.Key}");
            Assert.Equal(
                before[person].Lines,
                (await RecordText.OfAsync(host, family, person, Ct)).Lines
            );
        }
    }

    private static void AssertTold(
        ImportRunView run,
        RecordText before,
        RecordText after,
        string which
    )
    {
        Assert.True(
            run.State is ImportState.Done or ImportState.Refused or ImportState.Cancelled,
            $"{which}: {run.State}"
        );
        if (run.State != ImportState.Done)
        {
            Assert.Equal(before.Lines, after.Lines);
            return;
        }
        var report = run.Report!;
        Assert.True(
            after.Count - before.Count == report.Added + report.SetAside - report.TakenBack,
            $"{which}: {after.Count - before.Count} more, {report.Added} added, {report.SetAside} set aside, {report.TakenBack} taken back"
        );
        if (report.TakenBack == 0)
            foreach (var kind in report.Kinds.Select(k => k.Kind).OfType<string>().Distinct())
                Assert.Equal(
                    (which, kind, Told(report, kind)),
                    (which, kind, after.CountOf(kind) - before.CountOf(kind))
                );
        Assert.True(
            after.Workouts.Count - before.Workouts.Count >= report.WorkoutsAdded,
            $"{which}: {report.WorkoutsAdded} workouts"
        );
    }

    private static long Told(ImportReport report, string kind) =>
        report.Kinds.Where(k => k.Kind == kind).Sum(k => k.Added + k.SetAside);

    /// <summary>Uploads a file and says what is asked, until it is in, refused, or nobody knows more to say.</summary>
    private async Task<ImportRunView> EndAsync(TestFamily family, PersonId person, byte[] file)
    {
        var host = home.Host;
        var run = await host.UploadAsync(family.Ana, person, file, Ct, "export.bin");
        for (var asked = 0; ; asked++)
        {
            using var stuck = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            stuck.CancelAfter(Longest);
            await host.Get<ImportJob>().RunAsync(run.Value, stuck.Token);
            var view = await host.RunViewAsync(family.Ana, run, Ct);
            if (view.State != ImportState.Asking)
                return view;
            if (asked == MostQuestions || !await AnsweredAsync(family, view))
            {
                Assert.True(
                    (await host.Get<CancelImport>().RunAsync(family.Ana, run, Ct)).Succeeded
                );
                return await host.RunViewAsync(family.Ana, run, Ct);
            }
        }
    }

    /// <summary>False when the answer at hand does not fit.</summary>
    private async Task<bool> AnsweredAsync(TestFamily family, ImportRunView asked)
    {
        var question = asked.Question!;
        var answer = question.Topic switch
        {
            ImportTopic.Password => "sesame",
            ImportTopic.Columns when question.Proposal is { } columns => Whole(columns),
            _ => question.Proposal ?? question.Choices.FirstOrDefault()?.Value,
        };
        return answer is not null
            && (
                await home
                    .Host.Get<AnswerImport>()
                    .RunAsync(family.Ana, asked.Run, question.Id, answer, Ct)
            ).Succeeded;
    }

    private static string Whole(string proposal)
    {
        var columns = TableDescription.Parse(proposal);
        return (columns with { DateOrder = columns.DateOrder ?? "dmy" }).ToJson();
    }

    private static AppleExport Apple() =>
        AppleExport
            .With()
            .Weight("2025-03-01 07:00:00", 70.25m)
            .HeartRate("2025-03-01 08:00:00", 62)
            .HeartRate("2025-03-01 08:05:00", 64)
            .Steps("2025-03-01 09:00:00", "2025-03-01 09:10:00", 840)
            .Steps("2025-03-01 09:05:00", "2025-03-01 09:15:00", 790, AppleExport.Phone)
            .Sleep("2025-03-01 23:00:00", "2025-03-02 01:00:00", "AsleepCore")
            .Sleep("2025-03-02 01:00:00", "2025-03-02 01:30:00", "AsleepDeep")
            .BloodPressure("2025-03-02 07:30:00", 121, 79, 61);

    private static byte[] Takeout() =>
        Archives.Of(
            DeviceFiles.FitbitMinutes("steps", Start, 30, 40, 0, 55, 61),
            DeviceFiles.FitbitMinutes("distance", Start, 2000, 2500, 0, 3100, 3300),
            (
                "withings/weight.csv",
                DeviceFiles.WithingsWeights(
                    ("2025-03-06 06:31:11", 80.23m),
                    ("2025-03-07 06:31:11", 80.1m)
                )
            ),
            (
                "omron.csv",
                DeviceFiles.OmronPressures(
                    "Mar 10 2025,13:12,125,71,75,-,-,-,-",
                    "Mar 11 2025,07:12,131,81,-,-,-,-,-"
                )
            ),
            ("runs/evening.tcx", DeviceFiles.TcxRuns((Start, 4), (Start.AddDays(1), 3))),
            ("runs/morning.fit", FitRun.Of(Start.AddHours(-11), 4))
        );
}
