using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed partial class EntryStoreTests
{
    private static readonly EntryType<Note> Notes = new(
        "test-note",
        RecordDomains.Measures,
        NoteJson.Default.Note,
        // Version 2 says in full what version 1 kept in two fields.
        old => old["Text"] = $"{old["Title"]}: {old["Body"]}"
    );

    internal sealed record Note
    {
        public int Version { get; init; } = 2;
        public string Text { get; init; } = "";
    }

    [JsonSerializable(typeof(Note))]
    internal sealed partial class NoteJson : JsonSerializerContext;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task An_entry_is_read_back_changed_and_removed(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (person, store) = await PersonAsync(host);
        await AddAsync(host, person, "one", key: "a", month: 202611);

        var added = Assert.Single((await ReadAsync(host, person)).Entries);
        Assert.Equal(("one", "a", 202611), (added.Payload.Text, added.Key, added.Month));

        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var changed = added with { Payload = new() { Text = "two" } };
            Assert.True(await store.UpdateAsync(db, Notes, changed, Ct));
            Assert.True(await db.TrySaveAsync(Ct));
        }
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var found = await store.FindAsync(db, person, Notes, "a", Ct);
            Assert.Equal(("two", 2), (found?.Payload.Text, found?.RowVersion));
            Assert.True(await store.RemoveAsync(db, Notes, found!, Ct));
            Assert.True(await db.TrySaveAsync(Ct));
        }
        Assert.Empty((await ReadAsync(host, person)).Entries);
    }

    [Theory, BothDatabases]
    public async Task The_second_editor_of_one_version_does_not_overwrite_the_first(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (person, store) = await PersonAsync(host);
        await AddAsync(host, person, "one");
        var seen = Assert.Single((await ReadAsync(host, person)).Entries);
        async Task<bool> Write(string text)
        {
            await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
            await store.UpdateAsync(db, Notes, seen with { Payload = new() { Text = text } }, Ct);
            return await db.TrySaveAsync(Ct);
        }

        Assert.True(await Write("first"));
        Assert.False(await Write("second"));
        Assert.Equal("first", Assert.Single((await ReadAsync(host, person)).Entries).Payload.Text);
    }

    [Theory, BothDatabases]
    public async Task The_index_decides_who_adds_a_natural_key_first(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (person, store) = await PersonAsync(host);

        var saved = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(
                        async () =>
                        {
                            await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
                            var note = new Note { Text = $"{i}" };
                            await store.AddAsync(db, person, Notes, note, Ct, key: "night");
                            return await db.TrySaveAsync(Ct);
                        },
                        Ct
                    )
                )
        );

        Assert.Single(saved, s => s);
        Assert.Single((await ReadAsync(host, person)).Entries);
    }

    [Theory, BothDatabases]
    public async Task A_month_s_entries_are_found_by_its_tag(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (person, store) = await PersonAsync(host);
        await AddAsync(host, person, "october", month: 202610);
        await AddAsync(host, person, "november", month: 202611);

        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        var page = await store.ReadMonthAsync(db, person, Notes, 202611, Ct);

        Assert.Equal("november", Assert.Single(page.Entries).Payload.Text);
    }

    [Theory, BothDatabases]
    public async Task A_damaged_or_moved_entry_is_named_and_its_neighbours_stay_readable(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (person, _) = await PersonAsync(host);
        await AddAsync(host, person, "one", key: "a");
        await AddAsync(host, person, "two", key: "b");
        await AddAsync(host, person, "three", key: "c");
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var rows = await db.Entries.AsTracking().ToListAsync(Ct);
            // A flipped bit in one, and a row that claims to be another natural key.
            rows[0].Sealed[^1] ^= 1;
            rows[0].Sealed = [.. rows[0].Sealed];
            rows[1].UniquenessTag = [.. rows[1].UniquenessTag!.Reverse()];
            await db.SaveChangesAsync(Ct);
        }

        var read = await ReadAsync(host, person);

        Assert.Single(read.Entries);
        Assert.Equal(2, read.Unreadable.Count);
    }

    [Fact]
    public void Every_older_version_of_a_payload_is_still_read()
    {
        using var first = JsonDocument.Parse("""{"Version":1,"Title":"Title","Body":"Body"}""");
        using var newer = JsonDocument.Parse("""{"Version":3,"Text":"from tomorrow"}""");
        using var nameless = JsonDocument.Parse("""{"Text":"x"}""");

        Assert.Equal(new Note { Text = "Title: Body" }, Notes.Format.Read(first.RootElement));
        Assert.Throws<JsonException>(() => Notes.Format.Read(newer.RootElement));
        Assert.Throws<JsonException>(() => Notes.Format.Read(nameless.RootElement));
    }

    private static async Task<(PersonId, EntryStore)> PersonAsync(RecordHost host)
    {
        var family = await A.Family(host).BuildAsync(Ct);
        return (family.AnaPerson, host.Get<EntryStore>());
    }

    private static async Task AddAsync(
        RecordHost host,
        PersonId person,
        string text,
        string? key = null,
        int? month = null
    )
    {
        await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
        var note = new Note { Text = text };
        await host.Get<EntryStore>().AddAsync(db, person, Notes, note, Ct, key, month);
        Assert.True(await db.TrySaveAsync(Ct));
    }

    private static async Task<StoredEntries<Note>> ReadAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await host.Get<EntryStore>().ReadAsync(db, person, Notes, Ct);
    }
}
