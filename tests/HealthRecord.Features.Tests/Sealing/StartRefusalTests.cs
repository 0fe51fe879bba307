using HealthRecord.Features.Platform;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Sealing;

public sealed class StartRefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_key_that_others_can_read_stops_the_start(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var file = KeyFile(host, "kek-0001");
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("644", 8));

        var refusal = await RefusedAsync(host);

        Assert.Contains(file, refusal.French, StringComparison.Ordinal);
        Assert.Contains("chmod", refusal.English, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_missing_key_stops_the_start_with_its_number_and_none_is_made(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await SealedWorld.PersonAsync(host, ct: Ct);
        File.Delete(KeyFile(host, "kek-0001"));

        var refusal = await RefusedAsync(host);

        Assert.Contains("kek-0001 manque", refusal.French, StringComparison.Ordinal);
        Assert.Contains("kek-0001 is missing", refusal.English, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Folder, "keys")));
    }

    [Theory, BothDatabases]
    public async Task An_emptied_key_store_and_no_key_do_not_lead_to_a_new_key(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await SealedWorld.PersonAsync(host, ct: Ct);
        File.Delete(KeyFile(host, "kek-0001"));
        await using (var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct))
            await keys.Keys.ExecuteDeleteAsync(Ct);

        await RefusedAsync(host);

        Assert.Empty(Directory.GetFiles(Path.Combine(host.Folder, "keys")));
    }

    [Theory, BothDatabases]
    public async Task Another_key_under_the_same_number_stops_the_start(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await SealedWorld.PersonAsync(host, ct: Ct);
        File.Delete(KeyFile(host, "kek-0001"));
        KekFile.Write(Path.Combine(host.Folder, "keys"), "kek-0001", new byte[32]);

        var refusal = await RefusedAsync(host);

        Assert.Contains("kek-0001", refusal.English, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refusal.English, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_damaged_key_file_stops_the_start(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await SealedWorld.PersonAsync(host, ct: Ct);
        var file = KeyFile(host, "kek-0001");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct))[..40], Ct);

        Assert.Contains("is damaged", (await RefusedAsync(host)).English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record/keys")]
    [InlineData("keystore/keys")]
    [InlineData("backups/keys")]
    [InlineData("uploads")]
    public async Task Keys_beside_what_they_open_stop_the_start(string place)
    {
        var folder = Directory.CreateTempSubdirectory("place").FullName;
        try
        {
            var refusal = await Assert.ThrowsAsync<StartRefusedException>(() =>
                RecordHost.OpenAsync(
                    Database.Sqlite,
                    settings: new Dictionary<string, string?>
                    {
                        ["Data:Directory"] = Path.Combine(folder, "record"),
                        ["Sealing:StoreDirectory"] = Path.Combine(folder, "keystore"),
                        ["Sealing:KeyDirectory"] = Path.Combine(folder, place),
                    },
                    ct: Ct
                )
            );
            Assert.Contains("key folder", refusal.English, StringComparison.Ordinal);
            Assert.Contains("dossier des clés", refusal.French, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_demo_and_a_real_record_never_open_each_other()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RecordHost.OpenAsync(
                Database.Sqlite,
                settings: new Dictionary<string, string?>
                {
                    ["Demo"] = "true",
                    ["Data:Directory"] = Path.Combine(host.Folder, "record"),
                    ["Sealing:StoreDirectory"] = Path.Combine(host.Folder, "keystore"),
                    ["Sealing:KeyDirectory"] = Path.Combine(host.Folder, "keys"),
                },
                ct: Ct
            )
        );
        Assert.Contains("real record", refusal.English, StringComparison.Ordinal);
    }

    private static string KeyFile(RecordHost host, string id) =>
        Path.Combine(host.Folder, "keys", id + ".key");

    private static Task<StartRefusedException> RefusedAsync(RecordHost host) =>
        Assert.ThrowsAsync<StartRefusedException>(() => host.AgainAsync(ct: Ct));
}
