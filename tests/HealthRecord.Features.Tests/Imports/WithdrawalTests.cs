using System.Globalization;
using System.Text;
using CsCheck;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>A source takes back what an earlier import brought: it is no longer shown, until that word is undone.</summary>
public sealed class WithdrawalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_its_source_takes_back_is_shown_again_when_that_import_is_undone(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await ImportAsync(host, family, Weight("a", 1), Weight("b", 1));

        var word = await ImportAsync(host, family, Weight("a", 2, "entered-in-error"));

        Assert.Equal(1, word.Report!.TakenBack);
        Assert.Equal(["b"], await ShownAsync(host, family));
        Assert.Equal(1, await CountOfDayAsync(host, family));
        var again = await ImportAsync(host, family, Weight("a", 1), Weight("b", 1));
        Assert.Equal(
            (0, 1, 1),
            (
                again.Report!.Added,
                again.Report.AlreadyThere,
                again.Report.Kinds.Sum(k => k.Withdrawn)
            )
        );
        Assert.Equal(["b"], await ShownAsync(host, family));

        await UndoAsync(host, family, word.Run);

        Assert.Equal(["a", "b"], await ShownAsync(host, family));
        Assert.Equal(2, await CountOfDayAsync(host, family));
    }

    [Theory, BothDatabases]
    public async Task The_word_goes_along_when_its_import_moves_to_another_person(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        await ImportAsync(host, family, Weight("a", 1), Weight("b", 1));
        var word = await ImportAsync(host, family, Weight("a", 2, "entered-in-error"));

        var moved = await host.Get<MoveImport>()
            .RunAsync(family.Ana, word.Run, family.Person("Léo"), Ct);
        Assert.True(moved.Succeeded, moved.Error?.Key);

        Assert.Equal(["a", "b"], await ShownAsync(host, family));
        await host.ImportAsync(family.Ana, family.Person("Léo"), Bundle(Weight("a", 1)), Ct);
        Assert.Empty(await host.ListAsync(family.Ana, family.Person("Léo"), "body-weight", Ct));
    }

    [Fact]
    public async Task Whatever_the_order_the_imports_that_stand_decide()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        // 0 the first version, 1 the word, 2 a later correction; from 3 on the undoing of each.
        await Gen.Int[0, 5]
            .Array[3, 7]
            .SampleAsync(acts => HoldsAsync(host, acts), iter: 30, threads: 1);
    }

    public static TheoryData<string> Words() =>
        new(
            Weight("a", 2, "entered-in-error", at: null),
            Weight("a", 2, "entered-in-error", device: "Pèse-personne du cabinet"),
            Weight("a", 2, "entered-in-error", at: "2025-11-20T10:00:00+01:00"),
            // Of some nothing is left but the name, of others not even the number of the version.
            """{"resourceType":"Observation","id":"a","meta":{"versionId":"2"},"status":"entered-in-error"}""",
            """{"resourceType":"Observation","id":"a","status":"entered-in-error"}"""
        );

    [Theory, MemberData(nameof(Words))]
    public async Task What_is_taken_back_is_found_by_its_name_wherever_it_stands(string word)
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await ImportAsync(host, family, Weight("a", 1), Weight("b", 1));

        var run = await ImportAsync(host, family, word);

        Assert.Equal(1, run.Report!.TakenBack);
        Assert.DoesNotContain(run.Report.Warnings, w => w.Key == Nothing);
        Assert.Equal(["b"], await ShownAsync(host, family));
        Assert.Equal(1, await CountOfDayAsync(host, family));

        await UndoAsync(host, family, run.Run);

        Assert.Equal(["a", "b"], await ShownAsync(host, family));
        Assert.Equal(2, await CountOfDayAsync(host, family));
    }

    [Theory]
    [InlineData("s", "8480-6", "2026-03-01T08:00:00+01:00")]
    [InlineData("d", "8462-4", "2026-03-01T08:00:00+01:00")]
    [InlineData("d", "8462-4", null)]
    public async Task Either_half_of_a_blood_pressure_takes_back_the_whole(
        string id,
        string code,
        string? at
    )
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        // The other half has been written more often: its number says nothing of this one.
        string[] halves =
        [
            Half("s", id == "s" ? 1 : 9, "8480-6", 128),
            Half("d", id == "d" ? 1 : 9, "8462-4", 82),
        ];
        await ImportAsync(host, family, halves);
        Assert.Single(await PressuresAsync(host, family));

        var run = await ImportAsync(host, family, Half(id, 2, code, 0, "entered-in-error", at));

        Assert.Equal(1, run.Report!.TakenBack);
        Assert.Empty(await PressuresAsync(host, family));
        await ImportAsync(host, family, halves);
        Assert.Empty(await PressuresAsync(host, family));
        await UndoAsync(host, family, run.Run);
        Assert.Single(await PressuresAsync(host, family));
    }

    [Fact]
    public async Task A_correction_of_either_half_shows_the_blood_pressure_again()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await ImportAsync(host, family, Half("s", 9, "8480-6", 128), Half("d", 1, "8462-4", 182));
        await ImportAsync(host, family, Half("d", 2, "8462-4", 0, "entered-in-error", at: null));

        await ImportAsync(host, family, Half("s", 9, "8480-6", 128), Half("d", 3, "8462-4", 82));

        var shown = Assert.Single(await PressuresAsync(host, family));
        Assert.Equal(82, shown.Values[1]!.Value.ToDouble());
    }

    [Fact]
    public async Task Where_nothing_bears_the_name_the_report_says_that_there_is_nothing_to_take_back()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await ImportAsync(host, family, Weight("a", 3), Weight("b", 1));

        var run = await ImportAsync(
            host,
            family,
            Weight("c", 2, "entered-in-error"),
            // Version 3 stands: what is said of version 2 is old.
            Weight("a", 2, "entered-in-error", at: null),
            """{"resourceType":"Observation","status":"entered-in-error"}"""
        );

        Assert.Equal(0, run.Report!.TakenBack);
        Assert.Equal(["3"], run.Report.Warnings.Single(w => w.Key == Nothing).Arguments);
        Assert.Equal(["a", "b"], await ShownAsync(host, family));
    }

    private const string Nothing = "import.nothing-to-take-back";

    private static async Task HoldsAsync(RecordHost host, int[] acts)
    {
        string[] files =
        [
            Weight("a", 1),
            Weight("a", 2, "entered-in-error"),
            Weight("a", 3, "corrected"),
        ];
        var family = await A.Family(host).BuildAsync(Ct);
        var standing = new List<(int File, ImportId Run)>();
        foreach (var act in acts)
        {
            if (act < 3)
                standing.Add((act, (await ImportAsync(host, family, files[act])).Run));
            else if (standing.FindIndex(s => s.File == act - 3) is >= 0 and var at)
            {
                await UndoAsync(host, family, standing[at].Run);
                standing.RemoveAt(at);
            }
        }
        bool Stands(int file) => standing.Exists(s => s.File == file);
        var isShown = Stands(2) || (Stands(0) && !Stands(1));
        Assert.Equal(isShown ? ["a"] : [], await ShownAsync(host, family));
    }

    private static async Task<ImportRunView> ImportAsync(
        RecordHost host,
        TestFamily family,
        params string[] resources
    )
    {
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Bundle(resources), Ct);
        Assert.Equal(ImportState.Done, run.State);
        return run;
    }

    private static async Task UndoAsync(RecordHost host, TestFamily family, ImportId run)
    {
        var undone = await host.Get<UndoImport>().RunAsync(family.Ana, run, Ct);
        Assert.True(undone.Succeeded, undone.Error?.Key);
    }

    /// <summary>Names of the weights that are shown: 70 is a, 71 is b.</summary>
    private static async Task<IEnumerable<string>> ShownAsync(RecordHost host, TestFamily family) =>
        (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct))
            .Select(r => r.Values[0]!.Value.ToDouble() < 71 ? "a" : "b")
            .Order(StringComparer.Ordinal);

    private static Task<IReadOnlyList<ReadingView>> PressuresAsync(
        RecordHost host,
        TestFamily family
    ) => host.ListAsync(family.Ana, family.AnaPerson, "blood-pressure", Ct);

    private static async Task<int> CountOfDayAsync(RecordHost host, TestFamily family)
    {
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "body-weight", Ct);
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, family.AnaPerson, tag, new(2026, 3, 1), new(2026, 3, 1), Ct);
        return days.Value.Days.Sum(d => d.Summary.Count);
    }

    private static byte[] Bundle(params string[] resources) =>
        Encoding.UTF8.GetBytes(
            $$"""{"resourceType":"Bundle","type":"collection","entry":[{{string.Join(
                ',',
                resources.Select(r => $$"""{"resource":{{r}}}""")
            )}}]}"""
        );

    private static string Weight(
        string id,
        int version,
        string status = "final",
        string? at = "",
        string device = "Balance"
    )
    {
        var (value, hour) = id == "a" ? (70, 8) : (71, 9);
        return Observation(
            id,
            version,
            status,
            "29463-7",
            at is "" ? $"2026-03-01T0{hour}:00:00+01:00" : at,
            device,
            $$"""{"value":{{value}},"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}"""
        );
    }

    private static string Half(
        string id,
        int version,
        string code,
        int value,
        string status = "final",
        string? at = "2026-03-01T08:00:00+01:00"
    ) =>
        Observation(
            id,
            version,
            status,
            code,
            at,
            "Tensiomètre",
            $$"""{"value":{{value}},"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}"""
        );

    private static string Observation(
        string id,
        int version,
        string status,
        string code,
        string? at,
        string device,
        string quantity
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"resourceType":"Observation","id":"{{{id}}}","meta":{"versionId":"{{{version}}}"},
            "status":"{{{status}}}","subject":{"reference":"Patient/ana"},
            "code":{"coding":[{"system":"http://loinc.org","code":"{{{code}}}"}]},
            {{{(at is null ? "" : $"\"effectiveDateTime\":\"{at}\",")}}}
            "device":{"display":"{{{device}}}"},"valueQuantity":{{{quantity}}}}
            """
        );
}
