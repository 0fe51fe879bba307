using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>Writes one or several readings typed by hand or sent by a program: all of them, or none.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class LogReadings(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    PersonKinds kinds,
    ReadingRules rules,
    RecordWriter writer,
    AnsweredOperations operations
)
{
    private const int Tries = 5;

    /// <param name="operation">The sender's own id of this act: said again, it changes nothing and gets the same answer.</param>
    public async Task<Outcome<IReadOnlyList<ReadingId>>> RunAsync(
        Actor actor,
        PersonId person,
        IReadOnlyList<ReadingForm> forms,
        Guid operation,
        CancellationToken ct
    )
    {
        var act = new OperationId(nameof(LogReadings), operation);
        try
        {
            var answer = await operations.OnceAsync(
                actor,
                act,
                () => CheckAndStoreAsync(actor, person, forms, act, ct),
                ct
            );
            return answer.Error is { } refusal ? refusal : Ids(answer.Value);
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            // The month it belongs to cannot be opened: it is left as it is, for a backup to mend.
            return ReadingErrors.Damaged;
        }
    }

    private async Task<Outcome<string>> CheckAndStoreAsync(
        Actor actor,
        PersonId person,
        IReadOnlyList<ReadingForm> forms,
        OperationId act,
        CancellationToken ct
    )
    {
        if (forms.Count == 0)
            return ReadingErrors.NoValue;

        var reach = await access.DomainsAsync(actor, person, ct);
        var facts = new List<(Kind Kind, Fact Fact)>(forms.Count);
        for (var i = 0; i < forms.Count; i++)
        {
            var kind = await kinds.FindAsync(person, forms[i].Kind, ct);
            if (
                kind is null
                || ((reach.Readable | reach.Writable) & kind.Domain) == RecordDomains.None
            )
                return ReadingErrors.NotFound;
            if ((reach.Writable & kind.Domain) == RecordDomains.None)
                return ReadingErrors.NotYours;
            var content = await rules.CheckAsync(person, kind, forms[i], ct);
            if (content.Error is { } refusal)
                return refusal;
            var identity = new ExternalIdentity($"{actor.Account}/{act.Id:N}/{i}", 1);
            facts.Add((kind, new Fact(content.Value, identity, ImportSet.ByHand)));
        }
        return await StoreAsync(actor, person, forms, facts, act, ct);
    }

    private async Task<Outcome<string>> StoreAsync(
        Actor actor,
        PersonId person,
        IReadOnlyList<ReadingForm> forms,
        List<(Kind Kind, Fact Fact)> facts,
        OperationId act,
        CancellationToken ct
    )
    {
        var source = actor.Scope is null ? SourceKey.ByHand : SourceKey.Api;
        var changes = facts
            .Select(
                (f, i) =>
                    (f.Kind, f.Fact, Form: forms[i], Month: UtcMonth.Of(f.Fact.Content.StartMs))
            )
            .GroupBy(f => (f.Kind, f.Month))
            .Select(g =>
            {
                var marks = g.Select(f => rules.MarkOf(actor, f.Fact, f.Form)).OfType<Mark>();
                var addition = Segment.Of(
                    g.Key.Kind.Code,
                    source,
                    g.Key.Month,
                    g.Select(f => f.Fact),
                    marks
                );
                return SegmentChange.Add(g.Key.Kind, addition);
            })
            .ToList();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var prepared = await writer.PrepareAsync(person, changes, ct);
            var secrets = await keys.GetAsync(person.Value, ct);
            var ids = string.Join(' ', facts.Select(f => IdOf(secrets, source, f.Kind, f.Fact)));
            await using var db = await dbs.WriteAsync(ct);
            await writer.StoreAsync(db, new(person, prepared, []), ct);
            await operations.RememberAsync(db, actor, person, act, ids, ct);
            if (await db.TrySaveAsync(ct))
                return ids;
            if (await operations.RecallAsync(actor, act, ct) is { } said)
                return said;
        }
        return ReadingErrors.Busy;
    }

    private static ReadingId IdOf(PersonSecrets secrets, SourceKey source, Kind kind, Fact fact) =>
        ReadingId.Of(
            secrets,
            SeriesTags.OfSeries(secrets, kind.Code, source),
            UtcMonth.Of(fact.Content.StartMs),
            fact.Key
        );

    private static List<ReadingId> Ids(string said) =>
        [.. said.Split(' ').Select(t => new ReadingId(t))];
}
