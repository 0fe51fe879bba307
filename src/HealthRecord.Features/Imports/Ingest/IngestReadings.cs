using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Takes a batch of readings from a program or a phone: whatever can be stored is, and each item gets its own answer.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class IngestReadings(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    PersonKinds kinds,
    PersonFactsReader facts,
    SegmentStore segments,
    RecordWriter writer,
    IngestDay days,
    AnsweredOperations operations,
    TimeProvider clock
)
{
    public const string NamelessSender = "API";
    private const int Tries = 5;

    /// <param name="operation">The sender's own id of this batch: said again, it changes nothing and gets the same answer.</param>
    public async Task<Outcome<IngestAnswer>> RunAsync(
        Actor actor,
        PersonId person,
        IngestBatch batch,
        Guid operation,
        CancellationToken ct
    )
    {
        if (batch.Items.Count == 0)
            return ImportErrors.NoReadings;
        if (batch.Items.Count > IngestBatch.MostItems)
            return ImportErrors.TooManyReadings;
        var act = new OperationId($"{nameof(IngestReadings)} {person}", operation);
        try
        {
            var said = await operations.OnceAsync(
                actor,
                act,
                () => TakeAsync(actor, person, batch, act, ct),
                ct
            );
            return said.Error is { } refusal
                ? refusal
                : JsonSerializer.Deserialize(said.Value, IngestJson.Default.IngestAnswer)!;
        }
        catch (StorageFullException)
        {
            return ImportErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ImportErrors.RecordDamaged;
        }
    }

    private async Task<Outcome<string>> TakeAsync(
        Actor actor,
        PersonId person,
        IngestBatch batch,
        OperationId act,
        CancellationToken ct
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // Asked at each try: a right that ended meanwhile ends this too.
            var reach = await access.DomainsAsync(actor, person, ct);
            if (reach.Writable == RecordDomains.None)
                return reach.Readable == RecordDomains.None
                    ? ImportErrors.NotFound
                    : ImportErrors.NotYours;
            if (await TryAsync(actor, person, batch, reach, act, ct) is { } answer)
                return answer;
            if (await operations.RecallAsync(actor, act, ct) is { } said)
                return said;
        }
        return ImportErrors.Busy;
    }

    /// <summary>Null when somebody else was first.</summary>
    private async Task<string?> TryAsync(
        Actor actor,
        PersonId person,
        IngestBatch batch,
        (RecordDomains Readable, RecordDomains Writable) reach,
        OperationId act,
        CancellationToken ct
    )
    {
        var sender = IngestReader.NameOf(batch.Sender) ?? NamelessSender;
        var who = await facts.GetAsync(person, ct);
        var reader = new IngestReader(
            await NamesAsync(person, ct),
            reach,
            who,
            clock.GetUtcNow().UtcDateTime,
            IngestReader.NameOf(batch.Sender) ?? ""
        );
        ImportId run;
        await using (var look = await dbs.ReadAsync(ct))
            run = new((await days.RowAsync(look, actor, person, sender, ct)).Id);
        var taken = await IngestTaking.OfAsync(
            batch,
            reader,
            name => StoredAsync(person, name, ct),
            run
        );
        var prepared = await writer.PrepareAsync(person, taken.Changes, ct);

        await using var db = await dbs.WriteAsync(ct);
        var row = await days.RowAsync(db, actor, person, sender, ct);
        if (row.Id != run.Value || await OvertakenAsync(db, person, prepared, taken, ct))
            return null;
        await writer.StoreAsync(db, new(person, prepared, []), ct);
        await days.AddAsync(db, row, taken.Report, taken.Touched, ct);
        var answer = JsonSerializer.Serialize(
            new IngestAnswer(row.Id, taken.Results),
            IngestJson.Default.IngestAnswer
        );
        await operations.RememberAsync(db, actor, person, act, answer, ct);
        return await db.TrySaveAsync(ct) ? answer : null;
    }

    /// <summary>What was there when the items were answered must be there still, or the answers would not be true.</summary>
    private static async Task<bool> OvertakenAsync(
        HealthDb db,
        PersonId person,
        IReadOnlyList<PreparedSegment> prepared,
        IngestTaking taken,
        CancellationToken ct
    )
    {
        foreach (var segment in prepared)
        {
            var (tag, month) = (segment.Tag, segment.Change.Month);
            var version = await db
                .Segments.Where(s => s.PersonId == person.Value && s.Tag == tag && s.Month == month)
                .Select(s => s.Version)
                .SingleOrDefaultAsync(ct);
            if (version != taken.SeenVersion(segment.Change) || version != segment.SeenVersion)
                return true;
        }
        return false;
    }

    private async Task<StoredSegment?> StoredAsync(
        PersonId person,
        MonthName name,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var month = await segments.ReadAsync(db, person, name.Kind, name.Month, name.Month, ct);
        return month.Segments.FirstOrDefault(s => s.Segment.Source == name.Source);
    }

    /// <summary>The kinds that can be sent, by their code and by the person's tag.</summary>
    private async Task<Dictionary<string, Kind>> NamesAsync(PersonId person, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var names = new Dictionary<string, Kind>(StringComparer.Ordinal);
        foreach (var kind in await kinds.AllAsync(person, ct))
        {
            if (!Kinds.CanBeLogged(kind))
                continue;
            names[kind.Code] = kind;
            names[KindTag.Of(secrets, kind).Text] = kind;
        }
        return names;
    }
}
