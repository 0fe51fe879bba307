using System.Globalization;
using System.Net;
using System.Text.Json;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>Every sample goes through the product: announced, sent, imported by the worker, read back over the API.</summary>
public sealed class SampleTests(SampleRecords records) : IClassFixture<SampleRecords>
{
    private const string Electrocardiogram = "ecg-classification";
    private const string Diastolic = "HKQuantityTypeIdentifierBloodPressureDiastolic";

    private static readonly Dictionary<string, string> Stages = new(StringComparer.Ordinal)
    {
        ["InBed"] = "in-bed",
        ["AsleepCore"] = "light",
        ["AsleepDeep"] = "deep",
        ["AsleepREM"] = "rem",
        ["Awake"] = "awake",
    };

    // As the Unified Code for Units of Measure writes what stands in the file.
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["count/min"] = "/min",
        ["mmHg"] = "mm[Hg]",
        ["degC"] = "Cel",
        ["HKQuantityTypeIdentifierStepCount|count"] = "{steps}",
        ["HKQuantityTypeIdentifierBodyMassIndex|count"] = "kg/m2",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(SampleFolder.Exports), MemberType = typeof(SampleFolder))]
    public async Task Every_record_of_the_file_stands_in_the_report_once(string name)
    {
        SampleFolder.SkipWithout(name);
        var imported = await records.OfAsync(name);

        Assert.Equal("Done", imported.Import["state"]);
        var told = imported
            .Import.Json.GetProperty("kinds")
            .EnumerateArray()
            // An electrocardiogram is a file beside the records.
            .Where(row => !IsElectrocardiogram(row))
            .ToDictionary(
                row => row.GetProperty("origin").GetString()!,
                TotalOf,
                StringComparer.Ordinal
            );
        Assert.Equal(
            imported.Sample.Counts("by_type"),
            new SortedDictionary<string, long>(told, StringComparer.Ordinal)
        );
        var workouts = imported.Sample.Counts("workouts");
        Assert.Equal(workouts.Values.Sum(), Number(imported.Import.Json, "workoutsAdded"));
        Assert.Equal(
            workouts,
            new SortedDictionary<string, long>(
                (await WorkoutsAsync(imported.Person))
                    .CountBy(activity => activity)
                    .ToDictionary(a => a.Key, a => (long)a.Value, StringComparer.Ordinal),
                StringComparer.Ordinal
            )
        );
    }

    [Theory, MemberData(nameof(SampleFolder.Exports), MemberType = typeof(SampleFolder))]
    public async Task Every_number_is_kept_as_it_stands_in_the_file(string name)
    {
        SampleFolder.SkipWithout(name);
        var imported = await records.OfAsync(name);

        foreach (var truth in imported.Sample["raw_numeric_by_type_unit"].EnumerateObject())
        {
            var (type, unit) = truth.Name.Split('|') is [var t, var u] ? (t, u) : default;
            var row = imported.Row(type);
            if (Number(row, "refused") == Number(truth.Value, "n"))
            {
                // A type that the product has no kind for is refused as a whole, and said.
                Assert.True(row.GetProperty("kind").ValueKind == JsonValueKind.Null, truth.Name);
                continue;
            }
            var kind = type == Diastolic ? "blood-pressure" : row.GetProperty("kind").GetString()!;
            var kept = imported.Kinds[kind].Readings;
            var part = type == Diastolic ? 1 : 0;
            var values = kept.Select(r => r.GetProperty("values")[part].GetDouble()).ToList();
            // A fraction of one is written as the per cent that it is.
            var scale = unit == "%" ? 100 : 1;
            Assert.Equal(Number(truth.Value, "n"), values.Count);
            Near(truth, "min", scale, values.Min());
            Near(truth, "max", scale, values.Max());
            Near(truth, "sum", scale, values.Sum());
            Near(truth, "mean", scale, values.Average());
            Assert.Equal(
                [Units.GetValueOrDefault(truth.Name, Units.GetValueOrDefault(unit, unit))],
                kept.Select(r => r.GetProperty("unit").GetString()!).Distinct()
            );
        }
    }

    [Theory, MemberData(nameof(SampleFolder.Exports), MemberType = typeof(SampleFolder))]
    public async Task Sleep_times_and_sources_are_those_of_the_file(string name)
    {
        SampleFolder.SkipWithout(name);
        var imported = await records.OfAsync(name);
        var sample = imported.Sample;

        Assert.Equal(
            sample
                .Counts("sleep_seconds_by_stage")
                .Select(s => (Stages[s.Key], (double)s.Value))
                .OrderBy(s => s.Item1, StringComparer.Ordinal),
            SecondsByStage(imported).OrderBy(s => s.Stage, StringComparer.Ordinal)
        );

        var all = imported
            .Kinds.Where(k => k.Key != Electrocardiogram)
            .SelectMany(k => k.Value.Readings)
            .ToList();
        var known = sample["sources"]
            .EnumerateArray()
            .Select(s => s.GetString()!.Replace('’', '\'').Replace('\u00A0', ' '))
            .ToHashSet(StringComparer.Ordinal);
        var kept = all.Select(r => r.GetProperty("source").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Subset(known, kept);
        // What a type without a kind took with it cannot be seen any more: only then may something be missing.
        if (Refused(imported) > 0)
            return;
        Assert.Equal(known.Order(), kept.Order());
        Assert.Equal(Instant(sample, "start_min_utc"), all.Min(StartOf));
        Assert.Equal(Instant(sample, "start_max_utc"), all.Max(StartOf));
    }

    [Theory, MemberData(nameof(SampleFolder.Exports), MemberType = typeof(SampleFolder))]
    public async Task Steps_of_several_devices_are_merged_and_neither_lost_nor_added_up(string name)
    {
        SampleFolder.SkipWithout(name);
        var imported = await records.OfAsync(name);
        var sources = imported
            .Sample["steps_by_source_raw"]
            .EnumerateObject()
            .Select(s => s.Value.GetDouble())
            .ToList();

        if (!imported.Kinds.TryGetValue("steps", out var steps))
        {
            Assert.Empty(sources);
            return;
        }

        var total = (await DaysAsync(imported.Sample, imported.Person, steps.Tag)).Sum(d =>
            d.GetProperty("total").GetDouble()
        );

        var least = imported.Sample["steps_daily_max_source_sum"].GetProperty("sum").GetDouble();
        Assert.InRange(total, least - 0.5, sources.Sum() + 0.5);
        if (sources.Count > 1)
            Assert.True(total < sources.Sum(), "Steps of two devices were added up.");
    }

    [Theory, MemberData(nameof(SampleFolder.Exports), MemberType = typeof(SampleFolder))]
    public async Task The_same_file_twice_changes_nothing_and_undone_it_leaves_nothing(string name)
    {
        var sample = SampleFolder.Of(name);
        var (app, member) = (records.App, records.Member);
        var person = await member.Program.AddPersonAsync("Encore", Ct, zone: sample.Zone);
        var file = Path.GetFileName(name);
        var first = await member.Program.ImportAsync(person, file, sample.Bytes, Ct);
        var told = ImportedSample.KindsOf(first);
        var tags = (await member.Program.KindsAsync(person, Ct))
            .Where(k => told.Contains(k.GetProperty("code").GetString()!))
            .Select(k => k.GetProperty("tag").GetString()!)
            .ToList();
        Task<string> ShownAsync() => this.ShownAsync(sample, person, tags);
        var shown = await ShownAsync();

        var second = await member.Program.ImportAsync(person, file, sample.Bytes, Ct);

        Assert.Equal("Done", second["state"]);
        foreach (var row in second.Json.GetProperty("kinds").EnumerateArray())
        {
            Assert.Equal(0, Number(row, "added") + Number(row, "setAside"));
            Assert.Equal(
                TotalOf(imported: first, row.GetProperty("origin").GetString()!),
                TotalOf(row)
            );
        }
        Assert.Equal(0, Number(second.Json, "workoutsAdded"));
        Assert.Equal(
            Number(first.Json, "workoutsAdded"),
            Number(second.Json, "workoutsAlreadyThere")
        );
        // The days stand ready as before: nothing has to be computed again, and nothing reads differently.
        Assert.False(await HasStaleDaysAsync(person));
        Assert.Equal(shown, await ShownAsync());

        // The second import carries it all too: undoing the first takes nothing away.
        var undo = app.Get<UndoImport>();
        Assert.True(
            (await undo.RunAsync(member.Actor, new(Guid.Parse(first["id"])), Ct)).Succeeded
        );
        Assert.Equal(shown, await ShownAsync());
        Assert.True(
            (await undo.RunAsync(member.Actor, new(Guid.Parse(second["id"])), Ct)).Succeeded
        );
        foreach (var tag in tags)
        {
            Assert.Empty(await member.Program.ReadingsAsync(person, tag, Ct));
            Assert.Empty(await DaysAsync(sample, person, tag));
        }
        Assert.Empty(await WorkoutsAsync(person));
        await using var db = await app.Get<HealthDbs>().ReadAsync(Ct);
        var id = Guid.Parse(person);
        Assert.False(await db.Segments.AnyAsync(s => s.PersonId == id, Ct));
        Assert.False(await db.Entries.AnyAsync(e => e.PersonId == id, Ct));
    }

    [Theory, MemberData(nameof(SampleFolder.Exports), MemberType = typeof(SampleFolder))]
    public async Task Electrocardiograms_and_routes_beside_the_export_come_along(string name)
    {
        SampleFolder.SkipWithout(name);
        var imported = await records.OfAsync(name);
        var beside = imported.Sample.Whole;

        Assert.Equal(
            beside
                .EnumerateObject()
                .Count(f => f.Name.Contains("/electrocardiograms/", StringComparison.Ordinal)),
            imported.Kinds.TryGetValue(Electrocardiogram, out var verdicts)
                ? verdicts.Readings.Count
                : 0
        );
        var points = new List<int>();
        foreach (var entry in await EntriesAsync(imported.Person))
        {
            var workout = await records
                .App.Get<ReadWorkout>()
                .RunAsync(
                    records.Member.Actor,
                    new(Guid.Parse(imported.Person)),
                    new(entry.GetProperty("id").GetGuid()),
                    Ct
                );
            points.Add(workout.Value.Route.Count);
        }
        Assert.Equal(
            beside.TryGetProperty("gpx_points", out var routes)
                ? routes.EnumerateObject().Select(r => r.Value.GetInt32()).Order()
                : [],
            points.Where(p => p > 0).Order()
        );
    }

    private async Task<IEnumerable<string>> WorkoutsAsync(string person) =>
        [
            .. (await EntriesAsync(person)).Select(e =>
                $"HKWorkoutActivityType{Pascal(e.GetProperty("entry").GetProperty("activity").GetString()!)}"
            ),
        ];

    private async Task<List<JsonElement>> EntriesAsync(string person)
    {
        var program = records.Member.Program;
        var tag = (await program.GetAsync($"persons/{person}/entries", Ct))
            .Json.EnumerateArray()
            .Single(t => t.GetProperty("type").GetString() == "workout")
            .GetProperty("tag");
        return
        [
            .. (
                await program.GetAsync($"persons/{person}/entries/{tag}", Ct)
            ).Json.EnumerateArray(),
        ];
    }

    private async Task<List<JsonElement>> DaysAsync(Sample sample, string person, string tag)
    {
        var (from, to) = (Instant(sample, "start_min_utc"), Instant(sample, "start_max_utc"));
        var answer = await records.Member.Program.GetAsync(
            $"persons/{person}/kinds/{tag}/days?from={from.Year - 1}-01-01&to={to.Year + 1}-12-31",
            Ct
        );
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json.GetProperty("days").EnumerateArray()];
    }

    /// <summary>Everything that can be seen of the kinds, as text.</summary>
    private async Task<string> ShownAsync(Sample sample, string person, List<string> tags)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var tag in tags)
        {
            foreach (var reading in await records.Member.Program.ReadingsAsync(person, tag, Ct))
                text.WriteLine(reading.GetRawText());
            foreach (var day in await DaysAsync(sample, person, tag))
                text.WriteLine(day.GetRawText());
        }
        foreach (var workout in await WorkoutsAsync(person))
            text.WriteLine(workout);
        return text.ToString();
    }

    private async Task<bool> HasStaleDaysAsync(string person)
    {
        var id = Guid.Parse(person);
        await using var db = await records.App.Get<HealthDbs>().ReadAsync(Ct);
        return await db.DayTables.AnyAsync(d => d.PersonId == id && d.Stale, Ct);
    }

    private static IEnumerable<(string Stage, double Seconds)> SecondsByStage(
        ImportedSample imported
    )
    {
        if (!imported.Kinds.TryGetValue("sleep-stage", out var sleep))
            return [];
        var codes = sleep.Kind.GetProperty("codes");
        return sleep
            .Readings.GroupBy(r => codes[r.GetProperty("values")[0].GetInt32()].GetString()!)
            .Select(g => (g.Key, g.Sum(r => r.GetProperty("seconds").GetDouble())));
    }

    private static long TotalOf(JsonElement row) =>
        Number(row, "added")
        + Number(row, "alreadyThere")
        + Number(row, "merged")
        + Number(row, "setAside")
        + Number(row, "refused")
        + Number(row, "notAllowed")
        + Number(row, "deletedByHand");

    private static long TotalOf(Api.ApiAnswer imported, string origin) =>
        TotalOf(
            imported
                .Json.GetProperty("kinds")
                .EnumerateArray()
                .Single(r => r.GetProperty("origin").GetString() == origin)
        );

    private static long Refused(ImportedSample imported) =>
        imported
            .Import.Json.GetProperty("kinds")
            .EnumerateArray()
            .Sum(r => Number(r, "refused") + Number(r, "merged"));

    private static bool IsElectrocardiogram(JsonElement row) =>
        row.GetProperty("kind").GetString() == Electrocardiogram;

    private static long Number(JsonElement element, string property) =>
        element.GetProperty(property).GetInt64();

    private static DateTime Instant(Sample sample, string property) =>
        sample[property].GetDateTimeOffset().UtcDateTime;

    private static DateTime StartOf(JsonElement reading) =>
        reading.GetProperty("start").GetDateTimeOffset().UtcDateTime;

    private static string Pascal(string activity) =>
        string.Concat(activity.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>The truth is rounded: to four decimals, sums to three.</summary>
    private static void Near(JsonProperty truth, string property, double scale, double actual)
    {
        var expected = truth.Value.GetProperty(property).GetDouble() * scale;
        var rounding = (property == "sum" ? 0.00051 : 0.000051) * scale;
        Assert.True(
            Math.Abs(actual - expected) <= rounding,
            $"{truth.Name} {property}: {actual} instead of {expected}"
        );
    }
}
