using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers;
using HealthRecord.TestKit;
using ICSharpCode.SharpZipLib.Zip;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class QuestionTests
{
    private const string Password = "sésame-ouvre-toi";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task An_encrypted_archive_waits_for_its_password_and_then_goes_on(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await host.ImportAsync(family.Ana, family.AnaPerson, Locked(), Ct);
        Assert.Equal(
            (ImportState.Asking, ImportTopic.Password),
            (asked.State, asked.Question?.Topic)
        );
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));

        var wrong = await AnswerAsync(host, family, asked, "autre chose");
        Assert.Equal(ImportState.Asking, wrong.State);
        Assert.Equal(["again"], wrong.Question?.Arguments);
        var done = await AnswerAsync(host, family, wrong, Password);

        Assert.Equal(ImportState.Done, done.State);
        Assert.Null(done.Question);
        Assert.Equal(1, done.Counts("HeartRate").Added);
    }

    [Theory, BothDatabases]
    public async Task A_password_is_used_once_and_never_written_down(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await host.ImportAsync(family.Ana, family.AnaPerson, Locked(), Ct);
        await host.Get<AnswerImport>().RunAsync(family.Ana, asked.Run, "password", Password, Ct);

        Assert.Empty((await PayloadAsync(host, asked.Run)).Answers);
        host.Clock.Advance(TimeSpan.FromMinutes(16));

        await host.Get<ImportJob>().RunAsync(asked.Run.Value, Ct);
        Assert.Equal(
            ImportState.Asking,
            (await host.RunViewAsync(family.Ana, asked.Run, Ct)).State
        );
    }

    [Theory, BothDatabases]
    public async Task Only_the_question_that_was_seen_is_answered(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await host.ImportAsync(family.Ana, family.AnaPerson, Locked(), Ct);
        var answer = host.Get<AnswerImport>();

        Assert.Equal(
            "import.not-now",
            (await answer.RunAsync(family.Ana, asked.Run, "date-order", "dmy", Ct)).Error?.Key
        );
        Assert.Equal(
            "import.no-such-answer",
            (await answer.RunAsync(family.Ana, asked.Run, "password", "", Ct)).Error?.Key
        );
        Assert.True((await answer.RunAsync(family.Ana, asked.Run, "password", "x", Ct)).Succeeded);
        Assert.Equal(
            "import.not-now",
            (await answer.RunAsync(family.Ana, asked.Run, "password", "x", Ct)).Error?.Key
        );
    }

    [Theory, BothDatabases]
    public async Task A_locked_archive_inside_another_can_be_left_out_and_is_named(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var outer = Archives.Of([
            ("Docteur/tension.zip", Locked()),
            ("export.xml", AppleExport.With().HeartRate("2024-03-01 09:00:00", 64).Bytes()),
        ]);
        var asked = await host.ImportAsync(family.Ana, family.AnaPerson, outer, Ct);
        var choice = Assert.Single(asked.Question!.Choices);
        var answer = host.Get<AnswerImport>();

        // Typed as the password it is one, and a wrong one.
        var typed = await AnswerAsync(host, family, asked, choice.Value);
        Assert.Equal(ImportState.Asking, typed.State);
        Assert.Equal(["again"], typed.Question!.Arguments);
        var other = await answer.RunAsync(family.Ana, asked.Run, "password", "", Ct, "other");
        Assert.Equal("import.no-such-answer", other.Error?.Key);

        var taken = await answer.RunAsync(
            family.Ana,
            asked.Run,
            "password",
            "",
            Ct,
            typed.Question.Choices[0].Value
        );
        Assert.Null(taken.Error);
        await host.Get<ImportJob>().RunAsync(asked.Run.Value, Ct);

        var done = await host.RunViewAsync(family.Ana, asked.Run, Ct);
        Assert.Equal((ImportState.Done, 1), (done.State, done.Report!.Added));
        Assert.Equal(
            ("import.member-left-out", "Docteur/tension.zip"),
            done.Report.Warnings.Select(w => (w.Key, w.Arguments[0])).Single()
        );
    }

    [Theory, BothDatabases]
    public async Task Of_an_upload_that_is_locked_itself_nothing_is_left_to_import(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var asked = await host.ImportAsync(family.Ana, family.AnaPerson, Locked(), Ct);

        Assert.Empty(asked.Question!.Choices);
        var refused = await host.Get<AnswerImport>()
            .RunAsync(family.Ana, asked.Run, "password", "", Ct, "without");
        Assert.Equal("import.no-such-answer", refused.Error?.Key);
    }

    [Theory, BothDatabases]
    public async Task A_file_of_minutes_is_known_by_the_name_it_was_uploaded_under_or_asked_about(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var file = """[{"dateTime":"03/01/24 07:01:00","value":"54"}]"""u8.ToArray();

        var named = await host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            file,
            Ct,
            "steps-2024-03-01.json"
        );
        Assert.Equal((ImportState.Done, 1), (named.State, named.Counts("steps").Added));

        var asked = await host.ImportAsync(family.Ana, family.AnaPerson, file, Ct, "pas.json");
        Assert.Equal(
            (ImportState.Asking, ImportTopic.Meaning),
            (asked.State, asked.Question?.Topic)
        );
        var done = await AnswerAsync(host, family, asked, "steps");
        Assert.Equal((ImportState.Done, 1), (done.State, done.Counts("steps").AlreadyThere));
    }

    private static async Task<ImportRunView> AnswerAsync(
        RecordHost host,
        TestFamily family,
        ImportRunView asked,
        string answer
    )
    {
        var taken = await host.Get<AnswerImport>()
            .RunAsync(family.Ana, asked.Run, asked.Question!.Id, answer, Ct);
        Assert.Null(taken.Error);
        await host.Get<ImportJob>().RunAsync(asked.Run.Value, Ct);
        return await host.RunViewAsync(family.Ana, asked.Run, Ct);
    }

    private static async Task<ImportPayload> PayloadAsync(RecordHost host, ImportId run)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        var row = await db.ImportRuns.FindAsync([run.Value], Ct);
        return await host.Get<ImportRuns>().OpenAsync(row!, Ct);
    }

    private static byte[] Locked()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipOutputStream(file) { IsStreamOwner = false, Password = Password })
        {
            zip.PutNextEntry(new ZipEntry("export.xml") { AESKeySize = 256 });
            zip.Write(AppleExport.With().HeartRate("2024-03-01 08:00:00", 62).Bytes());
            zip.CloseEntry();
        }
        return file.ToArray();
    }
}
