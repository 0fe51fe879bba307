using System.Globalization;
using System.Net;
using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using HealthRecord.Web.Tests.Samples;

namespace HealthRecord.Web.Tests.Import;

/// <summary>What several devices tell of one thing is one thing, explained, and nothing of it is dropped.</summary>
public sealed class OverlapTests(ImportedFamily family) : IClassFixture<ImportedFamily>
{
    private static readonly DateOnly Day = new(2025, 3, 6);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Domain.PersonId Id(string person) => new(Guid.Parse(person));

    [Fact]
    public async Task A_weight_from_the_scale_the_phone_and_by_hand_is_one_observation()
    {
        var person = await family.Program.AddPersonAsync("Poids", Ct);
        await ImportAsync(
            person,
            "weight.csv",
            DeviceFiles.WithingsWeights(("2025-03-06 07:31:11", 80.23m))
        );
        await ImportAsync(
            person,
            "export.zip",
            AppleExport.With().Weight("2025-03-06 06:31:20", 80.23m).Zip()
        );
        var typed = await family.Program.PostAsync(
            $"persons/{person}/readings",
            new
            {
                kind = "body-weight",
                start = "2025-03-06T06:32:30Z",
                values = new[] { 80.2 },
                unit = "kg",
            },
            Ct,
            ("Idempotency-Key", Guid.NewGuid().ToString())
        );
        Assert.Equal(HttpStatusCode.Created, typed.Status);

        var day = await DayAsync(person, "body-weight");
        Assert.Equal(1, day.GetProperty("count").GetInt32());
        Assert.Equal(80.23, day.GetProperty("mean").GetDouble(), 6);
        var why = await ExplainAsync(person, "body-weight");
        Assert.Equal((1, 2), (why.Summary!.Count, why.Summary.Echoes));
        // All three rows are kept, and each source is named.
        var tag = await family.Program.TagAsync(person, "body-weight", Ct);
        Assert.Equal(3, (await family.Program.ReadingsAsync(person, tag, Ct)).Count);
        Assert.Equal(3, why.Order.Count);
    }

    [Fact]
    public async Task A_weight_two_minutes_later_is_another_one()
    {
        var person = await family.Program.AddPersonAsync("Deux", Ct);
        await ImportAsync(
            person,
            "weight.csv",
            DeviceFiles.WithingsWeights(("2025-03-06 07:31:11", 80.23m))
        );
        await ImportAsync(
            person,
            "export.zip",
            AppleExport.With().Weight("2025-03-06 06:33:12", 80.23m).Zip()
        );

        Assert.Equal(2, (await DayAsync(person, "body-weight")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_run_from_three_sources_is_one_line_and_can_be_split()
    {
        var person = await family.Program.AddPersonAsync("Course", Ct);
        var start = new DateTime(2025, 3, 6, 18, 0, 0, DateTimeKind.Utc);
        var fit = await ImportAsync(person, "course.fit", FitRun.Of(start, 30));
        await ImportAsync(person, "course.tcx", DeviceFiles.TcxRuns((start.AddSeconds(10), 30)));
        await ImportAsync(
            person,
            "export.zip",
            AppleExport
                .With()
                .Workout("Running", "2025-03-06 18:00:20", "2025-03-06 18:30:30", 5.1m, 301m)
                .Zip()
        );

        var line = Assert.Single(await RunsAsync(person));
        Assert.Equal(2, line.AlsoFrom.Count);
        Assert.Equal(
            ["apple", "fit", "tcx"],
            line.AlsoFrom.Append(line.Workout!.Source)
                .Select(s => s.Producer)
                .Order(StringComparer.Ordinal)
        );

        await SetApartAsync(person, "tcx", isApart: true);
        Assert.Equal([0, 1], (await RunsAsync(person)).Select(r => r.AlsoFrom.Count).Order());
        await SetApartAsync(person, "tcx", isApart: false);
        Assert.Single(await RunsAsync(person));

        // Taken back, one source goes out of the line; the line stays.
        await family.Program.SendAsync(HttpMethod.Delete, $"imports/{fit["id"]}", null, Ct);
        var left = Assert.Single(await RunsAsync(person));
        Assert.Equal(
            ["apple", "tcx"],
            left.AlsoFrom.Append(left.Workout!.Source).Select(s => s.Producer).Order()
        );
    }

    [Theory]
    [InlineData("steps", 1)]
    [InlineData("distance", 100)]
    public async Task Watch_band_and_phone_with_gaps_are_merged_minute_by_minute(
        string kind,
        int perUnit
    )
    {
        var person = await family.Program.AddPersonAsync("Pas", Ct);
        var (watch, band, phone) = Told();
        var export = AppleExport.With();
        Add(export, kind, watch, AppleExport.Watch);
        Add(export, kind, phone, AppleExport.Phone);
        await ImportAsync(person, "export.zip", export.Zip());
        var fitbit = await ImportAsync(
            person,
            "takeout.zip",
            Archives.Of([
                .. Runs(band)
                    .Select(
                        (r, i) =>
                            Renamed(
                                DeviceFiles.FitbitMinutes(
                                    kind,
                                    Morning.AddMinutes(r.First),
                                    [.. r.Amounts.Select(a => a * perUnit)]
                                ),
                                i
                            )
                    ),
            ])
        );
        await OrderAsync(person, kind, AppleExport.Watch, "Fitbit", AppleExport.Phone);

        var expected = Enumerable
            .Range(0, watch.Length)
            .Sum(m => watch[m] ?? band[m] ?? phone[m] ?? 0);
        Assert.Equal(expected, await TotalAsync(person, kind), 6);
        // The sentence behind it says what each gave, and that the rest was not counted twice.
        var why = await ExplainAsync(person, kind);
        Assert.Equal(3, why.Shares.Count);
        Assert.Equal(expected, why.Shares.Sum(s => s.Amount), 1);
        Assert.Equal(
            new[] { watch, band, phone }.Sum(told => told.Sum() ?? 0) - expected,
            why.Shares.Sum(s => s.Ignored),
            1
        );

        await family.Program.SendAsync(HttpMethod.Delete, $"imports/{fitbit["id"]}", null, Ct);
        Assert.Equal(
            Enumerable.Range(0, watch.Length).Sum(m => watch[m] ?? phone[m] ?? 0),
            await TotalAsync(person, kind),
            6
        );
    }

    private static readonly DateTime Morning = new(2025, 3, 6, 7, 0, 0, DateTimeKind.Utc);

    /// <summary>Three hours of what each tells of each minute; null where it was not worn.</summary>
    private static (int?[] Watch, int?[] Band, int?[] Phone) Told()
    {
        static int?[] Minutes(Func<int, bool> isWorn, Func<int, int> amount) =>
            [.. Enumerable.Range(0, 180).Select(m => isWorn(m) ? amount(m) : (int?)null)];
        return (
            Minutes(m => m is (>= 30 and < 60) or (>= 120 and < 140), m => m % 7),
            Minutes(m => m is (>= 50 and < 110) or (>= 150 and < 160), m => 3 + (m % 5)),
            Minutes(m => m is not (>= 20 and < 25), m => 2 + (m % 3))
        );
    }

    private static void Add(AppleExport export, string kind, int?[] told, string source)
    {
        for (var m = 0; m < told.Length; m++)
            if (told[m] is { } amount)
            {
                var (from, to) = (Text(m), Text(m + 1));
                if (kind == "steps")
                    export.Steps(from, to, amount, source);
                else
                    export.Record("DistanceWalkingRunning", from, $"{amount}", "m", to, source);
            }

        static string Text(int minute) =>
            Morning
                .AddMinutes(minute)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(int First, List<int> Amounts)> Runs(int?[] told)
    {
        for (var m = 0; m < told.Length; m++)
            if (told[m] is not null && (m == 0 || told[m - 1] is null))
                yield return (
                    m,
                    [.. told.Skip(m).TakeWhile(t => t is not null).Select(t => t!.Value)]
                );
    }

    private static (string, byte[]) Renamed((string Path, byte[] Content) file, int number) =>
        (file.Path.Replace(".json", $"-{number}.json", StringComparison.Ordinal), file.Content);

    private async Task<ApiAnswer> ImportAsync(string person, string name, byte[] file)
    {
        var import = await family.Program.ImportAsync(person, name, file, Ct);
        Assert.Equal("Done", import["state"]);
        return import;
    }

    private async Task<JsonElement> DayAsync(string person, string kind)
    {
        var tag = await family.Program.TagAsync(person, kind, Ct);
        var days = await family.Program.GetAsync(
            $"persons/{person}/kinds/{tag}/days?from={Day:O}&to={Day:O}",
            Ct
        );
        return Assert.Single(days.Json.GetProperty("days").EnumerateArray());
    }

    private async Task<double> TotalAsync(string person, string kind) =>
        (await DayAsync(person, kind)).GetProperty("total").GetDouble();

    private async Task<DayExplanation> ExplainAsync(string person, string kind) =>
        (
            await family
                .App.Get<ExplainDay>()
                .RunAsync(
                    family.Member.Actor,
                    Id(person),
                    new(await family.Program.TagAsync(person, kind, Ct)),
                    Day,
                    Ct
                )
        ).Value;

    private async Task OrderAsync(string person, string kind, params string[] names)
    {
        var tag = new KindTag(await family.Program.TagAsync(person, kind, Ct));
        var sources = (
            await family.App.Get<ReadSources>().RunAsync(family.Member.Actor, Id(person), tag, Ct)
        )
            .Value.Sources.Select(s => s.Source)
            .ToList();
        var order = names
            .Select(n => n.Replace('’', '\''))
            .Select(n => sources.Single(s => s.Name == n));
        var said = await family
            .App.Get<OrderSources>()
            .RunAsync(family.Member.Actor, Id(person), tag, [.. order], Ct);
        Assert.Null(said.Error);
    }

    private async Task<List<TimelineRow>> RunsAsync(string person) =>
        [
            .. (
                await family
                    .App.Get<ReadTimeline>()
                    .RunAsync(
                        family.Member.Actor,
                        Id(person),
                        UtcMonth.Of(Day),
                        TimelineItems.Workouts,
                        null,
                        Ct
                    )
            )
                .Value
                .Rows,
        ];

    private async Task SetApartAsync(string person, string producer, bool isApart)
    {
        var tag = (await family.Program.GetAsync($"persons/{person}/entries", Ct))
            .Json.EnumerateArray()
            .Single(t => t.GetProperty("type").GetString() == "workout")
            .GetProperty("tag");
        var entries = await family.Program.GetAsync($"persons/{person}/entries/{tag}", Ct);
        foreach (var entry in entries.Json.EnumerateArray())
        {
            var id = new EntryId(entry.GetProperty("id").GetGuid());
            var seen = (
                await family
                    .App.Get<ReadWorkout>()
                    .RunAsync(family.Member.Actor, Id(person), id, Ct)
            ).Value;
            if (seen.Workout.Source.Producer != producer)
                continue;
            var said = await family
                .App.Get<DecideWorkout>()
                .RunAsync(
                    family.Member.Actor,
                    Id(person),
                    id,
                    seen.Version,
                    new(false, 200, isApart),
                    Ct
                );
            Assert.Null(said.Error);
        }
    }
}
