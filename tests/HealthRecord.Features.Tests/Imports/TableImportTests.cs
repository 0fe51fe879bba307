using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers;
using HealthRecord.Importers.Tables;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>A table that somebody kept: its columns are asked once, and remembered.</summary>
public sealed class TableImportTests
{
    private const string First = "Date;Poids\n03/02/2026;72,5\n04/02/2026;72,4\n";
    private const string Second = "Date;Poids\n05/03/2026;71,9\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_was_said_of_the_columns_is_remembered_for_the_next_file(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await ImportAsync(host, family, First);
        Assert.Equal(
            (ImportState.Asking, ImportTopic.Columns),
            (asked.State, asked.Question!.Topic)
        );

        var done = await AnswerAsync(host, family, asked, d => d with { DateOrder = "mdy" });
        Assert.Equal((ImportState.Done, 2), (done.State, done.Report!.Added));
        Assert.Equal(ColumnMemory.Kept, done.Report.ColumnMemory);

        var next = await ImportAsync(host, family, Second);
        Assert.Equal((ImportState.Done, 1), (next.State, next.Report!.Added));
        Assert.Equal(ColumnMemory.Recalled, next.Report.ColumnMemory);
        Assert.Equal([5, 4, 3], (await WeightsAsync(host, family)).Select(r => r.StartUtc.Month));
    }

    [Theory, BothDatabases]
    public async Task A_remembered_answer_that_does_not_fit_is_asked_again(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await ImportAsync(host, family, First);
        await AnswerAsync(host, family, asked, d => d with { DateOrder = "mdy" });

        var again = await ImportAsync(host, family, "Date;Poids\n25/03/2026;71,9\n");

        Assert.Equal(ImportState.Asking, again.State);
        Assert.Equal(["again"], again.Question!.Arguments);
        var done = await AnswerAsync(host, family, again, d => d);
        Assert.Equal(
            (ImportState.Done, ColumnMemory.Kept),
            (done.State, done.Report!.ColumnMemory)
        );
    }

    [Theory, BothDatabases]
    public async Task What_is_forgotten_is_asked_again(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await ImportAsync(host, family, First);
        var done = await AnswerAsync(host, family, asked, d => d with { DateOrder = "dmy" });

        var forgotten = await host.Get<ForgetColumns>().RunAsync(family.Ana, done.Run, Ct);

        Assert.True(forgotten.Succeeded, forgotten.Error?.Key);
        var shown = await host.RunViewAsync(family.Ana, done.Run, Ct);
        Assert.Equal(ColumnMemory.Forgotten, shown.Report!.ColumnMemory);
        Assert.Equal(ImportState.Asking, (await ImportAsync(host, family, Second)).State);
        Assert.Equal(2, (await WeightsAsync(host, family)).Count);
    }

    [Theory, BothDatabases]
    public async Task Another_persons_table_is_asked_of_them(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var asked = await ImportAsync(host, family, First);
        await AnswerAsync(host, family, asked, d => d with { DateOrder = "dmy" });

        var child = await host.ImportAsync(
            family.Ana,
            family.Person("Léo"),
            Encoding.UTF8.GetBytes(Second),
            Ct
        );

        Assert.Equal(ImportState.Asking, child.State);
    }

    [Theory, BothDatabases]
    public async Task An_answer_that_cannot_be_carried_out_is_refused_by_name(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await ImportAsync(host, family, First);
        var proposal = Proposal(asked) with { DateOrder = "dmy" };

        await RefusedAsync(Column(0, c => c with { Role = TableRole.Ignore }), "NoTime", "0");
        await RefusedAsync(Column(1, c => c with { Kind = "no-such" }), "Kind", "Poids");
        await RefusedAsync(Column(1, c => c with { Unit = "mmol/L" }), "Unit", "Poids");
        await RefusedAsync(proposal with { DateOrder = null }, "DateOrderMissing", "0");
        Assert.Equal("import.columns.Unreadable", (await SayAsync("[]")).Error?.Key);
        Assert.Equal(
            ImportState.Asking,
            (await host.RunViewAsync(family.Ana, asked.Run, Ct)).State
        );

        TableDescription Column(int index, Func<TableColumn, TableColumn> change) =>
            proposal with
            {
                Columns = [.. proposal.Columns.Select(c => c.Index == index ? change(c) : c)],
            };

        async Task RefusedAsync(TableDescription said, string reason, string column)
        {
            var error = (await SayAsync(said.ToJson())).Error!;
            Assert.Equal($"import.columns.{reason}", error.Key);
            Assert.Equal([column], error.Arguments);
        }

        Task<Outcome<Done>> SayAsync(string answer) =>
            host.Get<AnswerImport>()
                .RunAsync(family.Ana, asked.Run, asked.Question!.Id, answer, Ct);
    }

    [Theory, BothDatabases]
    public async Task Nothing_of_the_rows_is_kept_with_the_columns(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await ImportAsync(host, family, First);
        Assert.Contains("72,5", asked.Question!.Proposal);
        await AnswerAsync(host, family, asked, d => d with { DateOrder = "dmy" });

        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        var kept = await host.Get<EntryStore>()
            .ReadAsync(db, family.AnaPerson, ImportColumns.Type, Ct);

        var only = Assert.Single(kept.Entries).Payload;
        Assert.Equal(asked.Question.Id, only.Question);
        Assert.DoesNotContain("72,5", only.Answer);
    }

    private static Task<ImportRunView> ImportAsync(
        RecordHost host,
        TestFamily family,
        string table
    ) =>
        host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            Encoding.UTF8.GetBytes(table),
            Ct,
            "poids.csv"
        );

    private static async Task<ImportRunView> AnswerAsync(
        RecordHost host,
        TestFamily family,
        ImportRunView asked,
        Func<TableDescription, TableDescription> corrected
    )
    {
        var said = await host.Get<AnswerImport>()
            .RunAsync(
                family.Ana,
                asked.Run,
                asked.Question!.Id,
                corrected(Proposal(asked)).ToJson(),
                Ct
            );
        Assert.Null(said.Error);
        await host.Get<ImportJob>().RunAsync(asked.Run.Value, Ct);
        return await host.RunViewAsync(family.Ana, asked.Run, Ct);
    }

    private static TableDescription Proposal(ImportRunView asked) =>
        TableDescription.Parse(asked.Question!.Proposal!);

    private static Task<IReadOnlyList<HealthRecord.Features.Readings.ReadingView>> WeightsAsync(
        RecordHost host,
        TestFamily family
    ) => host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct);
}
