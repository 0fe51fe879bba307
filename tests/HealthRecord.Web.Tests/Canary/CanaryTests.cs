using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Dashboard.Tiles;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using HealthRecord.Web.Hosting;
using HealthRecord.Web.Tests.Api;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests.Canary;

/// <summary>
/// A family with a rare word in every field and rare numbers in its readings uses the whole product; then everything that
/// the product has written is searched for them. Nothing may be found.
/// </summary>
public sealed class CanaryTests
{
    // Digits enough that chance does not find them in ciphertext; possible and plausible where it matters.
    private const decimal Weight = 71.394285m;
    private const decimal Corrected = 71.405173m;
    private const decimal Glucose = 104.71938m;
    private const decimal Own = 512.07719m;
    private const decimal Refused = 88412907.25m;
    private const string Born = "1987-03-09";
    private const string Zone = "Pacific/Chatham";

    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static decimal[] Numbers => [Weight, Corrected, Glucose, Own, Refused];

    [Fact]
    public async Task Whoever_copies_everything_that_was_written_learns_nothing()
    {
        var ear = new Ear();
        await using var app = ProductApp.Start(ear.Register);
        var address = $"{Word("mailbox").ToLowerInvariant()}@example.org";
        using var ana = await app.MemberAsync(address, Ct, Word("account's name"));
        var child = await FillAsync(app, ana);
        await UseAsync(app, ana, child, ear);
        var backups = await BackUpAsync(app);

        // The address stands in the accounts and on the letters; an invitation says who invites whom.
        string[] onLetters = ["mailbox", "invited mailbox", "account's name"];
        var canaries = new Canaries([.. All(except: ["mailbox"]), Born, Zone], Numbers);
        var letters = new Canaries([.. All(except: onLetters), Born, Zone], Numbers);
        var mail = app.Get<RecordFolders>().Mail;
        var folders = Directory
            .EnumerateDirectories(app.Folder)
            .Where(f => f != mail)
            .Concat(backups)
            .ToList();
        Assert.True(folders.Count >= 6, string.Join(' ', folders));
        Assert.Empty(canaries.SearchFolders(folders));
        Assert.Empty(letters.SearchFolders(mail));
        Assert.True(ear.Lines > 1000);
        // Debug lines of the framework may quote a field of a form that could not be read, and nothing else of it.
        Assert.Empty(canaries.Search(ear.Heard(), "log and addresses"));
        Assert.Empty(canaries.Search(Encoding.UTF8.GetBytes(Jobs(app)), "job arguments"));
        Assert.Empty(canaries.Search(Encoding.UTF8.GetBytes(TemporaryFiles()), "temporary files"));
        await AddressStandsInAccountsOnlyAsync(app, address, ear);

        // The search itself works: it finds all of it where it was written in the clear.
        var control = Path.Combine(app.Get<RecordFolders>().Record, "control.bin");
        await File.WriteAllBytesAsync(
            control,
            Canaries.Control(All(except: ["mailbox"]), Numbers),
            Ct
        );
        var found = canaries
            .SearchFolders(folders)
            .Select(h => h.Canary)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(All(except: ["mailbox"]).Except(found, StringComparer.Ordinal));
        Assert.Empty(Numbers.Select(Text).Except(found, StringComparer.Ordinal));
    }

    /// <summary>A word of its own for every field: ten random letters beside a vowel that has an accent.</summary>
    private string Word(string field)
    {
        var word = $"Qé{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 10)}";
        if (field.Contains("mailbox", StringComparison.Ordinal))
            word = word.Replace('é', 'e');
        words.Add(field, word);
        return word;
    }

    private IEnumerable<string> All(string[] except) =>
        words
            .Where(w => !except.Contains(w.Key, StringComparer.Ordinal))
            .SelectMany(w =>
                w.Key.Contains("mailbox", StringComparison.Ordinal)
                    ? [w.Value.ToLowerInvariant(), w.Value.ToUpperInvariant()]
                    : new[] { w.Value }
            );

    /// <returns>A child whose every field is filled.</returns>
    private async Task<string> FillAsync(ProductApp app, Member ana)
    {
        var child = await ana.Program.AddPersonAsync(Word("child's name"), Ct, Born, Zone);
        var person = new PersonId(Guid.Parse(child));
        var home = (await app.Get<ReadFamily>().RunAsync(ana.Actor, Ct)).Households[0];
        Succeeds(
            await app.Get<RenameHousehold>()
                .RunAsync(ana.Actor, home.Household, Word("household"), 1, Ct)
        );
        Succeeds(
            await app.Get<InviteAdult>()
                .RunAsync(
                    ana.Actor,
                    null,
                    $"{Word("invited mailbox").ToLowerInvariant()}@example.org",
                    Ct
                )
        );
        var noted = new NoteForm(new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), Word("note"));
        Succeeds(await app.Get<WriteNote>().RunAsync(ana.Actor, person, noted, Ids.New(), Ct));
        Succeeds(
            await app.Get<Drafts>()
                .SaveAsync(ana.Actor, person, "quick-entry", $"{Word("draft")} {Weight}", Ct)
        );
        (
            await ana.Browser.SubmitAsync(
                "/compte/jetons",
                "token",
                [
                    ("TokenName", Word("token")),
                    ("Domains", "1"),
                    ("MayWrite", "true"),
                    ("Days", "30"),
                    ("Password", Visitor.GoodPassword),
                ],
                Ct
            )
        ).Dispose();
        (
            await ana.Browser.SubmitAsync(
                "/compte/mot-de-passe-oublie",
                "forgot",
                [("Address", ana.Address)],
                Ct
            )
        ).Dispose();

        var kind = (
            await app.Get<DefineKind>()
                .RunAsync(
                    ana.Actor,
                    person,
                    new(Word("own kind"), Word("own unit"), RecordDomains.Measures, 5),
                    Ct
                )
        ).Value;
        var own = (await app.Get<ReadKinds>().RunAsync(ana.Actor, person, Ct)).Value.Single(k =>
            k.Tag == kind
        );
        await LogAsync(ana, child, own.Kind.Code, Own, null, Word("note of a reading"));
        var weight = await LogAsync(
            ana,
            child,
            "body-weight",
            Weight,
            "kg",
            Word("note of a weight")
        );
        await LogAsync(ana, child, "glucose", Glucose, "mg/dL", null);
        var tag = await ana.Program.TagAsync(child, "body-weight", Ct);
        var seen = (await ana.Program.ReadingsAsync(child, tag, Ct))[0].GetProperty("revision");
        var corrected = await ana.Program.SendAsync(
            HttpMethod.Patch,
            $"persons/{child}/readings/{weight}",
            new
            {
                kind = "body-weight",
                start = "2026-03-01T07:00:00Z",
                values = new[] { Corrected },
                unit = "kg",
                note = Word("corrected note"),
            },
            Ct,
            ("If-Match", $"\"{seen}\"")
        );
        Assert.Equal(HttpStatusCode.OK, corrected.Status);
        Succeeds(await app.Get<TileChoices>().ArrangeAsync(ana.Actor, person, [own.Kind.Code], Ct));
        await ImportAsync(app, ana, child, person);
        return child;
    }

    private async Task ImportAsync(ProductApp app, Member ana, string child, PersonId person)
    {
        var source = Word("source");
        var export = AppleExport
            .With()
            .BornOn(Born)
            .Record(
                "BodyMass",
                "2026-02-01 07:00:00",
                Text(Weight),
                "kg",
                source: source,
                metadata: ("HKExternalUUID", Word("external id"))
            )
            .HeartRate("2026-02-01 08:00:00", 62, Word("other source"))
            .Record(
                "HeartRate",
                "2026-02-01 09:00:00",
                $"{Word("refused text")} {Refused}",
                "count/min"
            )
            .Record("HeartRate", "2026-02-01 09:00:00", Text(Refused), "count/min")
            .Record(Word("unknown type"), "2026-02-01 09:00:00", Text(Glucose), "mg/dL")
            .Workout(
                "Running",
                "2026-02-01 10:00:00",
                "2026-02-01 10:30:00",
                5.1m,
                300m,
                Word("workout's source")
            )
            .Raw(
                $" <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"x\" device=\"&lt;&lt;HKDevice: 0x1&gt;, name:{Word("device")}&gt;\" unit=\"count/min\" startDate=\"2026-02-01 11:00:00 +0000\" endDate=\"2026-02-01 11:00:00 +0000\" value=\"64\"/>\n"
            )
            .Zip();
        var done = await ana.Program.ImportAsync(child, $"{Word("file name")}.zip", export, Ct);
        Assert.Equal("Done", done["state"]);
        // One more that stays in the middle of its upload, and one that is refused.
        var open = await ana.Program.PostAsync(
            $"persons/{child}/imports",
            new { fileName = $"{Word("waiting file")}.zip", length = 3 << 20 },
            Ct
        );
        await ana.Program.SendPieceAsync(
            open["id"],
            0,
            Encoding
                .UTF8.GetBytes(
                    string.Concat(Enumerable.Repeat(Word("waiting text") + " ", 120_000))
                )
                .AsMemory(0, 1 << 20),
            Ct
        );
        var refused = await ana.Program.ImportAsync(
            child,
            $"{Word("refused file")}.zip",
            Encoding.UTF8.GetBytes(Word("text of a letter")),
            Ct
        );
        Assert.Equal("Refused", refused["state"]);
        (await ana.Browser.GetAsync($"/imports/{done["id"]}/refused.csv", Ct)).Dispose();

        var tag = new KindTag(await ana.Program.TagAsync(child, "body-weight", Ct));
        var key = new SourceKey("apple", source);
        Succeeds(
            await app.Get<OrderSources>().RunAsync(ana.Actor, person, tag, [key, SourceKey.Api], Ct)
        );
        Succeeds(
            await app.Get<DeclareSameDevice>()
                .RunAsync(ana.Actor, person, tag, SourceKey.Api, key, Ct)
        );
        Succeeds(
            await app.Get<OverruleDay>().RunAsync(ana.Actor, person, tag, new(2026, 2, 1), key, Ct)
        );
    }

    /// <summary>Opens every page and every download, over the API too, wrong questions included.</summary>
    private async Task UseAsync(ProductApp app, Member ana, string child, Ear ear)
    {
        var tags = (await ana.Program.KindsAsync(child, Ct))
            .Where(k =>
                k.GetProperty("code").GetString() is "body-weight" or "glucose" or "heart-rate"
                || k.GetProperty("code").GetString()!.StartsWith("own:", StringComparison.Ordinal)
            )
            .Select(k => k.GetProperty("tag").GetString()!)
            .ToList();
        Assert.Equal(4, tags.Count);
        var pages = app.Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(e => $"/{e.RoutePattern.RawText!.TrimStart('/')}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Assert.True(pages.Count > 25);
        foreach (var page in pages)
        foreach (var tag in page.Contains("{Tag", StringComparison.Ordinal) ? tags : [""])
        {
            var path = page.Replace("{Person:guid}", child, StringComparison.Ordinal)
                .Replace("{Id}", Guid.Parse(child).ToString("N"), StringComparison.Ordinal)
                .Replace("{Tag}", tag, StringComparison.Ordinal)
                .Replace("{Secret}", new string('A', 43), StringComparison.Ordinal);
            ear.Links(await ana.Browser.ReadAsync(path, Ct));
        }
        foreach (var tag in tags)
        {
            foreach (var view in new[] { "serie", "serie?vue=day", "serie?vue=year", "csv" })
                Assert.NotEmpty(
                    await ana.Browser.ReadAsync($"/p/{child}/mesures/{tag}/{view}", Ct)
                );
            Assert.NotEmpty(await ana.Program.ReadingsAsync(child, tag, Ct));
            await ana.Program.GetAsync(
                $"persons/{child}/kinds/{tag}/days?from=2026-01-01&to=2026-12-31",
                Ct
            );
        }
        foreach (
            var type in (
                await ana.Program.GetAsync($"persons/{child}/entries", Ct)
            ).Json.EnumerateArray()
        )
            await ana.Program.GetAsync($"persons/{child}/entries/{type.GetProperty("tag")}", Ct);
        await ana.Program.GetAsync("persons", Ct);
        var bad = await ana.Program.PostAsync(
            $"persons/{child}/readings",
            $"{{\"kind\":\"body-weight\",\"values\":[\"{Word("bad body")}\"]}}",
            Ct
        );
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        await ana.Program.PostAsync(
            $"persons/{child}/readings",
            new
            {
                kind = Word("bad kind"),
                start = "2026-03-01T07:00:00Z",
                values = new[] { Weight },
                note = Word("note that is refused"),
            },
            Ct
        );
        await app.Get<ImportHousekeeping>().RunAsync(Ct);
    }

    private static async Task<string[]> BackUpAsync(ProductApp app)
    {
        var folders = app.Get<RecordFolders>();
        string[] to = [Path.Combine(app.Folder, "saved"), Path.Combine(app.Folder, "saved-keys")];
        var said = new StringWriter();
        var code = await OperatorCommands.RunAsync(
            [
                "backup",
                "--to",
                to[0],
                "--keys-to",
                to[1],
                $"--Data:Directory={folders.Record}",
                $"--Sealing:StoreDirectory={folders.KeyStore}",
                $"--Sealing:KeyDirectory={folders.Keys}",
            ],
            said,
            said,
            ct: Ct
        );
        Assert.True(code == 0, said.ToString());
        Assert.All(
            to,
            folder =>
                Assert.NotEmpty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        );
        return to;
    }

    private static string Jobs(ProductApp app)
    {
        var jobs = app.Get<JobStorage>().GetMonitoringApi();
        var done = jobs.SucceededJobs(0, 1000);
        Assert.NotEmpty(done);
        var details = done.Select(j => jobs.JobDetails(j.Key));
        return string.Join(
            '\n',
            details.Select(d =>
                $"{d.InvocationData?.Arguments} {string.Join(' ', d.Job.Args)} "
                + string.Join(
                    ' ',
                    d.Properties.Concat(d.History.SelectMany(h => h.Data))
                        .Select(p => $"{p.Key}={p.Value}")
                )
            )
        );
    }

    /// <summary>What the web server may have put aside of large requests.</summary>
    private static string TemporaryFiles() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*")
                .Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f)))
        );

    private static async Task AddressStandsInAccountsOnlyAsync(
        ProductApp app,
        string address,
        Ear ear
    )
    {
        var canary = new Canaries([address, address.ToUpperInvariant()]);
        var folders = app.Get<RecordFolders>();
        Assert.Empty(canary.SearchFolders(folders.KeyStore, folders.Keys, folders.Uploads));
        Assert.Empty(canary.Search(ear.Heard(), "log and addresses"));
        await using var db = await app.Get<HealthDbs>().ReadAsync(Ct);
        var accounts = db.Model.FindEntityType(typeof(Account))!.GetTableName();
        await using var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(Ct);
        var tables = new List<string>();
        foreach (
            var table in await ColumnAsync(
                connection,
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
            )
        )
            if (
                (await ColumnAsync(connection, $"SELECT * FROM \"{table}\"")).Exists(v =>
                    v.Contains(address, StringComparison.OrdinalIgnoreCase)
                )
            )
                tables.Add(table);
        Assert.Equal(accounts, Assert.Single(tables));
    }

    private static async Task<List<string>> ColumnAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var values = new List<string>();
        while (await reader.ReadAsync(Ct))
            for (var i = 0; i < reader.FieldCount; i++)
                values.Add(
                    reader.GetValue(i) is byte[] blob
                        ? Encoding.Latin1.GetString(blob)
                        : reader.GetValue(i).ToString() ?? ""
                );
        return values;
    }

    private static async Task<string> LogAsync(
        Member ana,
        string child,
        string kind,
        decimal value,
        string? unit,
        string? note
    )
    {
        var added = await ana.Program.PostAsync(
            $"persons/{child}/readings",
            new
            {
                kind,
                start = "2026-03-01T07:00:00Z",
                values = new[] { value },
                unit,
                note,
            },
            Ct
        );
        Assert.True(added.Status == HttpStatusCode.Created, added.Text);
        return added["id"];
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Succeeds<T>(Outcome<T> outcome) =>
        Assert.True(outcome.Succeeded, outcome.Error?.Key);
}
