using System.Text.RegularExpressions;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Tests.Sealing;
using HealthRecord.TestKit;
using HealthRecord.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

/// <summary>The commands as an operator types them, beside a running server, on the embedded database.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private const string Passphrase = "correct horse battery staple";
    private RecordHost host = null!;
    private string output = "";
    private string errors = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Help_lists_every_command_and_nonsense_is_not_run()
    {
        Assert.Equal(0, await RunAsync("help"));
        foreach (var command in new[] { "keys rotate-data", "restore --from", "erase --person" })
            Assert.Contains(command, output, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("keys", "burn"));
        Assert.Contains("keys burn", errors, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("backup", "--to", At("b")));
        Assert.Contains("--keys-to", errors, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("keys", "list", "--frob"));
    }

    [Fact]
    public async Task The_copy_of_the_keys_is_proven_and_brings_a_lost_key_back()
    {
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var file = At("offline.json");
        Assert.Equal(0, await RunAsync("keys", "export", "--to", file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(0, await RunAsync("keys", "verify", "--from", file));
        await using (var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct))
            Assert.True(await keys.Notes.AnyAsync(n => n.Name == KeyStoreNote.CopyVerified, Ct));

        Assert.Equal(1, await RunAsync("keys", "export", "--to", file));
        Assert.Contains("exists already", errors, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(["keys", "verify", "--from", file], "not the passphrase"));
        Assert.Contains("passphrase is wrong", errors, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(["keys", "export", "--to", At("short.json")], "short"));
        Assert.Equal(1, await RunAsync("keys", "export", "--to", At("record/beside.json")));

        File.Delete(At("keys/kek-0001.key"));
        Assert.Equal(1, await RunAsync("keys", "list"));
        Assert.Contains("kek-0001", errors, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("keys", "import", "--from", file));
        Assert.Equal(0, await RunAsync("keys", "list"));
        await using var again = await host.AgainAsync(ct: Ct);
        Assert.NotEmpty(await SealedWorld.OpenAllAsync(again, ana, Ct));

        // After a rotation the copy lacks the new number, and says so.
        Assert.Equal(0, await RunAsync("keys", "rotate"));
        Assert.Equal(1, await RunAsync("keys", "verify", "--from", file));
        Assert.Contains("kek-0002", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_backup_opens_after_both_rotations_with_the_present_keys()
    {
        var ana = await SealedWorld.PersonAsync(host, rows: 2, ct: Ct);
        var before = await SealedWorld.OpenAllAsync(host, ana, Ct);
        var (old, _) = await BackUpAsync();
        Assert.Equal(0, await RunAsync("keys", "rotate"));
        Assert.Equal(0, await RunAsync("keys", "rotate-data", "--all"));
        host.Clock.Advance(TimeSpan.FromDays(20));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        var (_, present) = await BackUpAsync();

        Assert.Equal(0, await RestoreAsync(old, present));

        await using var restored = await RestoredAsync();
        Assert.Equal(before, await SealedWorld.OpenAllAsync(restored, ana, Ct));
    }

    [Fact]
    public async Task A_wrong_master_key_is_refused_by_its_number_and_changes_nothing()
    {
        await SealedWorld.PersonAsync(host, ct: Ct);
        Assert.Equal(0, await RunAsync("keys", "rotate"));
        var (record, keys) = await BackUpAsync();
        KekFile.Write(At("other-keys"), "kek-0001", new byte[32]);

        Assert.Equal(1, await RestoreAsync(record, keys, keyFolder: "other-keys"));

        Assert.Contains("kek-0002 is missing", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("restored/record")));
        Assert.Empty(Directory.GetDirectories(At("restored")));
        KekFile.Write(At("other-keys"), "kek-0002", new byte[32]);
        Assert.Equal(1, await RestoreAsync(record, keys, keyFolder: "other-keys"));
        Assert.Contains("kek-0002 is not the one", errors, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(At("other-keys")).Length);
    }

    [Fact]
    public async Task An_erased_person_is_in_no_backup_and_the_other_is_complete()
    {
        var (ana, karim) = (
            await SealedWorld.PersonAsync(host, rows: 2, ct: Ct),
            await SealedWorld.PersonAsync(host, rows: 2, ct: Ct)
        );
        var his = await SealedWorld.OpenAllAsync(host, karim, Ct);
        var cells = (await SealedWorld.RowsAsync(host, ana, Ct)).ConvertAll(r => (r, r.Sealed));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        var (record, keys) = await BackUpAsync();
        Assert.Equal(0, await RunAsync("keys", "rotate"));

        Assert.Equal(0, await RunAsync("erase", "--person", ana.ToString()));

        Assert.Empty(await SealedWorld.RowsAsync(host, ana, Ct));
        Assert.Equal(0, await RestoreAsync(record, keys));
        await using var restored = await RestoredAsync();
        Assert.Empty(await SealedWorld.RowsAsync(restored, ana, Ct));
        Assert.Equal(his, await SealedWorld.OpenAllAsync(restored, karim, Ct));
        // Every key store there is, mirrors and key halves of backups included: none has a key of hers.
        var stores = Directory.GetFiles(host.Folder, "key*.db", SearchOption.AllDirectories);
        Assert.True(stores.Length >= 4, string.Join(' ', stores));
        foreach (var store in stores)
        {
            await using var copy = KeysOf(store);
            Assert.Equal(
                0,
                await copy.Keys.CountAsync(
                    k => k.OwnerId == ana && k.State != KeyState.Destroyed,
                    Ct
                )
            );
            Assert.True(await copy.Erasures.AnyAsync(e => e.OwnerId == ana, Ct));
        }
        var others = await restored.Get<PersonKeys>().GetAsync(karim, Ct);
        Assert.All(
            cells,
            c =>
                Assert.Throws<RecordDamagedException>(() =>
                    others.Open(c.r.SealTable, c.r.SealRow, c.Sealed)
                )
        );
        Assert.Equal(1, await RunAsync("erase", "--person", ana.ToString()));
    }

    [Fact]
    public async Task Nobody_whose_delay_is_over_is_read_from_a_backup_made_while_waiting()
    {
        var (ana, karim) = (
            await SealedWorld.PersonAsync(host, rows: 2, ct: Ct),
            await SealedWorld.PersonAsync(host, rows: 2, ct: Ct)
        );
        var his = await SealedWorld.OpenAllAsync(host, karim, Ct);
        var due = (host.Clock.GetUtcNow() + TimeSpan.FromDays(14)).UtcDateTime;
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
            await db
                .Persons.Where(p => p.Id == ana)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.EraseAfterUtc, due), Ct);
        var (record, keys) = await BackUpAsync();
        // The disk with the keys is away on the day, and comes back in the week.
        Directory.Move(keys, keys + "-away");
        host.Clock.Advance(TimeSpan.FromDays(14));

        await host.Get<EraseDue>().RunAsync(Ct);

        Assert.Empty(await SealedWorld.RowsAsync(host, ana, Ct));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Directory.Move(keys + "-away", keys);
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Assert.Equal(0, await RestoreAsync(record, keys));
        await using var restored = await RestoredAsync();
        Assert.Empty(await SealedWorld.RowsAsync(restored, ana, Ct));
        Assert.Equal(his, await SealedWorld.OpenAllAsync(restored, karim, Ct));
        await Assert.ThrowsAsync<KeysGoneException>(() =>
            restored.Get<PersonKeys>().GetAsync(ana, Ct)
        );
    }

    [Fact]
    public async Task A_leaked_data_key_is_destroyed_at_once_and_the_dead_backups_are_named()
    {
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var (record, keys) = await BackUpAsync();

        Assert.Equal(
            0,
            await RunAsync("keys", "rotate-data", "--person", ana.ToString(), "--leaked")
        );

        Assert.Contains(record, output, StringComparison.Ordinal);
        Assert.Equal(1, await RestoreAsync(record, keys));
        Assert.Contains($"{ana:N}", errors, StringComparison.Ordinal);
        Assert.NotEmpty(await SealedWorld.OpenAllAsync(host, ana, Ct));
    }

    [Theory]
    [InlineData("byte")]
    [InlineData("row")]
    [InlineData("manifest")]
    [InlineData("newer")]
    [InlineData("not empty")]
    public async Task A_backup_that_is_not_what_it_says_is_not_restored(string how)
    {
        await SealedWorld.PersonAsync(host, ct: Ct);
        var (record, keys) = await BackUpAsync();
        var (db, manifest) = (
            Path.Combine(record, "record.db"),
            Path.Combine(record, "manifest.json")
        );
        switch (how)
        {
            case "byte":
                var bytes = await File.ReadAllBytesAsync(db, Ct);
                bytes[^2000] ^= 0xFF;
                await File.WriteAllBytesAsync(db, bytes, Ct);
                break;
            case "row":
                await using (var copy = RecordOf(db))
                    await copy.Entries.ExecuteDeleteAsync(Ct);
                break;
            case "manifest":
                File.Delete(manifest);
                break;
            case "newer":
                var text = await File.ReadAllTextAsync(manifest, Ct);
                await File.WriteAllTextAsync(
                    manifest,
                    Regex.Replace(
                        text,
                        "\"Schema\": \"[^\"]*\"",
                        "\"Schema\": \"29991231000000_Later\""
                    ),
                    Ct
                );
                break;
            default:
                Directory.CreateDirectory(At("restored/record/something"));
                break;
        }

        Assert.Equal(1, await RestoreAsync(record, keys));

        Assert.NotEmpty(errors);
        Assert.False(File.Exists(At("restored/record/record.db")));
        Assert.False(File.Exists(At("restored/keystore/keys.db")));
    }

    [Fact]
    public async Task A_backup_with_twenty_writers_restores_everything_that_was_acknowledged_before()
    {
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var acknowledged = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writers = Enumerable
            .Range(0, 20)
            .Select(n => Task.Run(() => WriteAsync(n), Ct))
            .ToList();
        while (acknowledged.Count < 100)
            await Task.Yield();
        var before = acknowledged.ToList();

        var (record, keys) = await BackUpAsync();

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal(0, await RestoreAsync(record, keys));
        await using var restored = await RestoredAsync();
        var words = await SealedWorld.OpenAllAsync(restored, ana, Ct);
        Assert.Empty(before.Except(words, StringComparer.Ordinal));

        async Task WriteAsync(int writer)
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var word = $"writer {writer} row {i}";
                var secrets = await host.Get<PersonKeys>().GetAsync(ana, CancellationToken.None);
                await using var db = await host.Get<HealthDbs>().WriteAsync(CancellationToken.None);
                db.Add(SealedWorld.Entry(secrets, System.Text.Encoding.UTF8.GetBytes(word)));
                await db.SaveChangesAsync(CancellationToken.None);
                acknowledged.Enqueue(word);
            }
        }
    }

    [Theory, BothDatabases]
    public async Task Migrate_makes_every_table_that_a_server_needs_and_may_be_repeated(
        Database database
    )
    {
        await using var on = await RecordHost.OpenAsync(database, ct: Ct);
        var configured = new List<string>();
        await using (var db = await on.Get<HealthDbs>().ReadAsync(Ct))
            if (database == Database.SqlServer)
                configured.AddRange(
                    "--Database:Provider=SqlServer",
                    $"--ConnectionStrings:SqlServer={db.Database.GetConnectionString()}"
                );
        string[] migrate = ["migrate", .. configured];
        Assert.Equal(0, await RunAsync(migrate));
        Assert.Equal(0, await RunAsync(migrate));

        if (database == Database.SqlServer)
        {
            await using var db = await on.Get<HealthDbs>().ReadAsync(Ct);
            const string jobs = "SELECT COUNT(*) AS [Value] FROM [HangFire].[Job]";
            Assert.Equal([0], await db.Database.SqlQueryRaw<int>(jobs).ToListAsync(Ct));
        }
    }

    [Fact]
    public async Task The_two_halves_of_a_backup_are_never_in_one_place()
    {
        Assert.Equal(1, await RunAsync("backup", "--to", At("b"), "--keys-to", At("b/keys")));
        Assert.Equal(
            1,
            await RunAsync("backup", "--to", host.Folder, "--keys-to", "/tmp/elsewhere")
        );
        Assert.Contains("key folder", errors, StringComparison.Ordinal);
    }

    private async Task<(string Record, string Keys)> BackUpAsync()
    {
        Assert.Equal(
            0,
            await RunAsync("backup", "--to", At("saved"), "--keys-to", At("saved-keys"))
        );
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        return (Newest(At("saved")), Newest(At("saved-keys")));
        static string Newest(string folder) =>
            Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Last();
    }

    private Task<int> RestoreAsync(string record, string keys, string keyFolder = "keys")
    {
        Directory.CreateDirectory(At("restored"));
        return RunAsync(
            ["restore", "--from", record, "--keys-from", keys],
            "",
            At("restored/record"),
            At("restored/keystore"),
            At(keyFolder)
        );
    }

    private Task<RecordHost> RestoredAsync() =>
        host.AgainAsync(
            ct: Ct,
            settings: new Dictionary<string, string?>
            {
                ["Data:Directory"] = At("restored/record"),
                ["Sealing:StoreDirectory"] = At("restored/keystore"),
            }
        );

    private string At(string name) => Path.Combine(host.Folder, name);

    private Task<int> RunAsync(params string[] args) => RunAsync(args, Passphrase);

    private Task<int> RunAsync(string[] args, string passphrase) =>
        RunAsync(args, passphrase, At("record"), At("keystore"), At("keys"));

    private async Task<int> RunAsync(
        string[] args,
        string passphrase,
        string record,
        string store,
        string keys
    )
    {
        var (said, refused) = (new StringWriter(), new StringWriter());
        var code = await OperatorCommands.RunAsync(
            [
                .. args,
                $"--Data:Directory={record}",
                $"--Sealing:StoreDirectory={store}",
                $"--Sealing:KeyDirectory={keys}",
            ],
            said,
            refused,
            new StringReader(passphrase + "\n"),
            host.Clock,
            Ct
        );
        (output, errors) = (said.ToString(), refused.ToString());
        return code;
    }

    private static KeyDb KeysOf(string file) =>
        new(
            new DbContextOptionsBuilder<KeyDb>()
                .UseSqlite($"Data Source={file};Pooling=False")
                .Options
        );

    private static HealthDb RecordOf(string file) =>
        new(
            new DbContextOptionsBuilder<HealthDb>()
                .UseSqlite($"Data Source={file};Pooling=False")
                .Options
        );
}
