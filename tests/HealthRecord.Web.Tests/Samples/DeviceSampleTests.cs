using System.Globalization;
using System.Text.Json;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>Every file of every device goes through the product: announced, sent, imported by the worker, read back over the API.</summary>
public sealed class DeviceSampleTests(DeviceRecords records) : IClassFixture<DeviceRecords>
{
    private static readonly string[] Fates =
    [
        "added",
        "alreadyThere",
        "merged",
        "setAside",
        "refused",
        "notAllowed",
        "deletedByHand",
    ];

    [Theory, MemberData(nameof(SampleFolder.Devices), MemberType = typeof(SampleFolder))]
    public async Task Every_record_of_the_file_stands_in_the_report_once(string name)
    {
        var (story, claims) = await StoryAsync(name);
        var once = story.Once;

        Assert.Equal("Done", once.Import["state"]);
        var rows = once.Rows.ToDictionary(OriginOf, StringComparer.Ordinal);
        foreach (var claim in claims.Rows)
        {
            var row = Assert.Contains(claim.Origin, rows);
            Assert.Equal((claim.Origin, claim.Records), (claim.Origin, TotalOf(row)));
            if (claim.Refused is { } refused)
                Assert.Equal((claim.Origin, refused), (claim.Origin, Number(row, "refused")));
        }
        // Each one that was refused has a line with its reason.
        Assert.Equal(
            rows.Where(r => Number(r.Value, "refused") > 0)
                .ToDictionary(r => r.Key, r => Number(r.Value, "refused")),
            once.Refused.CountBy(l => l.Origin).ToDictionary(l => l.Key, l => (long)l.Value)
        );
        var workouts = once.Shown.Workouts.Count;
        Assert.Equal(workouts, Number(once.Import.Json, "workoutsAdded"));
        if (claims.Workouts >= 0)
            Assert.Equal(claims.Workouts, workouts);
        else
            Assert.NotEqual(0, workouts);
        Assert.Equal(claims.WorkoutsRepeated, Number(once.Import.Json, "workoutsAlreadyThere"));
        if (claims.NothingBut is { } list)
        {
            Assert.Empty(rows);
            Assert.Contains(once.Warnings, w => w.Arguments.Contains(list));
        }
        else
            Assert.True(rows.Count > 0 || workouts > 0, "Nothing came of it.");
    }

    [Theory, MemberData(nameof(SampleFolder.Devices), MemberType = typeof(SampleFolder))]
    public async Task What_is_kept_is_what_the_file_says_value_by_value(string name)
    {
        var (story, claims) = await StoryAsync(name);
        var once = story.Once;

        foreach (var claim in claims.Values)
            Compare(once, claim);
        foreach (var claim in claims.Codes)
        {
            var kept = CodesOf(once, claim);
            var what = $"{claim.Kind} {claim.Code}";
            if (claim.Count is { } count)
                Assert.Equal((what, count), (what, kept.Count));
            if (claim.Seconds is { } seconds)
                Assert.Equal((what, seconds), (what, kept.Sum(SecondsOf)));
        }
        foreach (var claim in claims.Times)
        {
            var starts = once.Shown.Readings[claim.Kind].Readings.Select(StartOf).ToList();
            Assert.Equal((claim.First, claim.Last), (starts.Min(), starts.Max()));
        }
        foreach (var claim in claims.Totals)
            claim.Truth.MustBe(TotalsOf(once, claim.Kind), claim.Factor, 0, claim.Kind);
        // Nothing is counted as kept that is not there, and nothing is there that was not counted.
        Assert.Equal(
            once.Rows.Where(r => Number(r, "added") + Number(r, "setAside") > 0)
                .GroupBy(r => r.GetProperty("kind").GetString()!, StringComparer.Ordinal)
                .ToDictionary(
                    g => g.Key,
                    g => g.Sum(r => Number(r, "added") + Number(r, "setAside"))
                ),
            once.Shown.Readings.Where(k => k.Value.Readings.Count > 0)
                .ToDictionary(k => k.Key, k => (long)k.Value.Readings.Count)
        );
    }

    [Theory, MemberData(nameof(SampleFolder.Devices), MemberType = typeof(SampleFolder))]
    public async Task The_same_file_twice_changes_nothing_and_undone_it_leaves_nothing(string name)
    {
        var (story, _) = await StoryAsync(name);
        var (once, twice) = (story.Once, story.Twice);

        Assert.Equal(
            once.Rows.ToDictionary(OriginOf, TotalOf),
            twice.Rows.ToDictionary(OriginOf, TotalOf)
        );
        Assert.All(
            twice.Rows,
            row => Assert.Equal(0, Number(row, "added") + Number(row, "setAside"))
        );
        Assert.Equal(0, Number(twice.Import.Json, "workoutsAdded"));
        Assert.Equal(once.Shown.Plain, twice.Shown.Plain);
        Assert.Equal(once.Shown.Plain, story.AfterUndo.Plain);
        Assert.Equal(0, story.LeftRows);
    }

    [Theory, MemberData(nameof(SampleFolder.Devices), MemberType = typeof(SampleFolder))]
    public async Task Half_of_it_first_and_then_the_whole_is_the_whole(string name)
    {
        var (story, _) = await StoryAsync(name);
        Assert.SkipWhen(story.Half is null, "This format cannot be cut.");
        var (half, whole) = (story.Half!.Half, story.Half.Whole);

        // What of a half cannot be read at all says why.
        if (!half.IsDone)
            Assert.NotEmpty(half.Import["refusal"]);
        Assert.Equal("Done", whole.Import["state"]);
        // What the half said the whole says in the same words: together they add what the whole alone adds.
        Assert.Equal(AddedBy(story.Once), AddedBy(half) + AddedBy(whole));
        Assert.Equal(
            story.Once.Rows.ToDictionary(OriginOf, TotalOf),
            whole.Rows.ToDictionary(OriginOf, TotalOf)
        );
        Assert.Equal(story.Once.Shown.Plain, whole.Shown.Plain);
        Assert.Equal(story.Once.Shown.Plain, story.Half.AfterUndo.Plain);
        Assert.Equal(0, story.Half.LeftRows);
    }

    private async Task<(DeviceStory Story, SampleClaims Claims)> StoryAsync(string name)
    {
        SampleFolder.SkipWithout(name);
        var story = await records.OfAsync(name);
        return (story, SampleTruths.Of(story.Sample));
    }

    private static void Compare(TakenFile file, ValueClaim claim)
    {
        var kind = KindCatalogue.Get(claim.Kind);
        var values = new List<double>();
        foreach (var reading in file.Shown.Readings[claim.Kind].Readings)
        {
            var value = reading.GetProperty("values")[claim.Part];
            if (value.ValueKind == JsonValueKind.Null || claim.Where?.Invoke(reading) == false)
                continue;
            var unit = kind.Units.Single(u => u.Ucum == reading.GetProperty("unit").GetString());
            values.Add(unit.ToCanonical(value.GetDouble()));
        }
        var told = claim.Unit is null
            ? kind.Canonical!
            : kind.Units.Single(u => u.Ucum == claim.Unit);
        foreach (var line in file.Refused.Where(l => l.Origin == claim.WithRefused))
            if (double.TryParse(line.Text, CultureInfo.InvariantCulture, out var refused))
                values.Add(told.ToCanonical(refused * claim.Factor));
        claim.Truth.MustBe(
            Figures.Of(values),
            claim.Factor * told.Scale,
            told.Offset,
            $"{claim.Kind}[{claim.Part}]"
        );
    }

    private static List<JsonElement> CodesOf(TakenFile file, CodeClaim claim)
    {
        var (kind, readings) = file.Shown.Readings[claim.Kind];
        var codes = kind.GetProperty("codes");
        return
        [
            .. readings.Where(r =>
                codes[r.GetProperty("values")[0].GetInt32()].GetString() == claim.Code
            ),
        ];
    }

    private static Figures TotalsOf(TakenFile file, string kind) =>
        Figures.Of([
            .. kind == "seconds"
                ? file.Shown.Workouts.Select(SecondsOf)
                : file
                    .Shown.Workouts.SelectMany(w => w.GetProperty("totals").EnumerateArray())
                    .Where(t =>
                        t.GetProperty("kind").GetString() == kind
                        && t.GetProperty("figure").GetString() == "sum"
                    )
                    .Select(t =>
                        KindCatalogue
                            .Get(kind)
                            .Units.Single(u => u.Ucum == t.GetProperty("unit").GetString())
                            .ToCanonical(t.GetProperty("value").GetDouble())
                    ),
        ]);

    private static string OriginOf(JsonElement row) => row.GetProperty("origin").GetString()!;

    private static double SecondsOf(JsonElement element) =>
        element.GetProperty("seconds").GetDouble();

    private static DateTimeOffset StartOf(JsonElement reading) =>
        reading.GetProperty("start").GetDateTimeOffset();

    private static long AddedBy(TakenFile file) =>
        file.Rows.Sum(r => Number(r, "added") + Number(r, "setAside"))
        + Number(file.Import.Json, "workoutsAdded");

    private static long TotalOf(JsonElement row) => Fates.Sum(fate => Number(row, fate));

    private static long Number(JsonElement element, string property) =>
        element.GetProperty(property).GetInt64();
}
