using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class WorkoutImportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // The same run: an older export knows less of it.
    private static readonly byte[] Poor = Export(km: 6.2m, kcal: null);
    private static readonly byte[] Rich = Export(km: 6.2m, kcal: 410m);

    [Theory, BothDatabases]
    public async Task Of_two_tellings_the_richer_is_shown_whichever_came_first(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");

        await host.ImportAsync(family.Ana, family.AnaPerson, Poor, Ct);
        await host.ImportAsync(family.Ana, family.AnaPerson, Rich, Ct);
        await host.ImportAsync(family.Ana, leo, Rich, Ct);
        await host.ImportAsync(family.Ana, leo, Poor, Ct);

        var one = Assert.Single(await WorkoutsAsync(host, family.AnaPerson));
        var other = Assert.Single(await WorkoutsAsync(host, leo));
        Assert.Equal(2, one.Tellings.Count);
        Assert.Contains(one.Totals, t => t.Kind == "active-energy");
        Assert.Equal(one.Tellings.Select(t => t.Content), other.Tellings.Select(t => t.Content));
    }

    [Theory, BothDatabases]
    public async Task Undoing_one_of_two_leaves_exactly_what_the_other_alone_would_have_left(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var rich = await host.ImportAsync(family.Ana, family.AnaPerson, Rich, Ct);
        var alone = await ToldAsync(host, family.AnaPerson);
        var poor = await host.ImportAsync(family.Ana, family.AnaPerson, Poor, Ct);
        Assert.Equal((0, 1), (poor.Report!.WorkoutsAdded, poor.Report.WorkoutsAlreadyThere));

        await UndoAsync(host, family, poor);
        Assert.Equal(alone, await ToldAsync(host, family.AnaPerson));

        await host.ImportAsync(family.Ana, family.AnaPerson, Poor, Ct);
        await UndoAsync(host, family, rich);
        var left = Assert.Single(await WorkoutsAsync(host, family.AnaPerson));
        Assert.DoesNotContain(left.Totals, t => t.Kind == "active-energy");
    }

    private static async Task UndoAsync(RecordHost host, TestFamily family, ImportRunView run) =>
        Assert.Null((await host.Get<UndoImport>().RunAsync(family.Ana, run.Run, Ct)).Error);

    /// <summary>Everything of it but the versions of rows.</summary>
    private static async Task<string> ToldAsync(RecordHost host, PersonId person) =>
        string.Join(
            '\n',
            (await WorkoutsAsync(host, person))
                .SelectMany(w => w.Tellings)
                .Select(t => $"{t.Content} {string.Join(',', t.Imports)}")
        );

    private static async Task<List<Workout>> WorkoutsAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return
        [
            .. (
                await host.Get<EntryStore>().ReadAsync(db, person, Workout.Type, Ct)
            ).Entries.Select(e => e.Payload),
        ];
    }

    private static byte[] Export(decimal? km, decimal? kcal) =>
        AppleExport
            .With()
            .Workout("Running", "2024-03-02 18:00:00", "2024-03-02 18:40:00", km, kcal)
            .Zip();
}
