using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Imports;

/// <summary>Electrocardiograms that an import adds, and those of the record that it carries too.</summary>
internal sealed record PreparedEcgs(
    IReadOnlyList<EntryRow> New,
    IReadOnlyList<StoredEntry<Ecg>> Changed,
    int Added,
    int AlreadyThere
);

/// <summary>An electrocardiogram of a file, its curve encoded at once.</summary>
internal sealed record TakenEcg(IncomingTrace Told, byte[] Curve);

/// <summary>Turns electrocardiograms into entries, once each, with all imports that carried them.</summary>
internal sealed class ImportEcgs(HealthDbs dbs, PersonKeys keys, EntryStore entries)
{
    public async Task<PreparedEcgs> PrepareAsync(
        PersonId person,
        ImportId import,
        IReadOnlyList<TakenEcg> taken,
        CancellationToken ct
    )
    {
        if (taken.Count == 0)
            return new([], [], 0, 0);
        var secrets = await keys.GetAsync(person.Value, ct);
        var present = await PresentAsync(person, ct);
        var rows = new List<EntryRow>();
        var changed = new List<StoredEntry<Ecg>>();
        var added = 0;
        foreach (
            var (told, curve) in taken.DistinctBy(
                t => Ecg.KeyOf(t.Told.Source, t.Told.StartMs, t.Curve),
                StringComparer.Ordinal
            )
        )
        {
            var key = Ecg.KeyOf(told.Source, told.StartMs, curve);
            if (present.TryGetValue(key, out var stored))
            {
                if (!stored.Payload.Imports.Contains(import.Value))
                    changed.Add(With(stored, [.. stored.Payload.Imports, import.Value]));
                continue;
            }
            var ecg = Ecg.Of(told with { Nanovolts = TraceCodec.Decode(curve) }, import);
            rows.Add(EntryCell.NewRow(secrets, Ecg.Type, ecg, key, ecg.Month));
            rows.Add(EntryCell.NewRow(secrets, EcgCurve.Type, new EcgCurve(curve), key));
            added++;
        }
        return new(rows, changed, added, taken.Count - added);
    }

    public async Task StoreAsync(HealthDb db, PreparedEcgs prepared, CancellationToken ct)
    {
        db.Entries.AddRange(prepared.New);
        foreach (var entry in prepared.Changed)
            await entries.UpdateAsync(db, Ecg.Type, entry, ct);
    }

    /// <summary>Takes the import out of those that it carried; what nobody carries any more goes, with its curve.</summary>
    public async Task WithdrawAsync(
        HealthDb db,
        PersonId person,
        ImportId import,
        CancellationToken ct
    )
    {
        foreach (var (key, stored) in await PresentAsync(person, ct))
        {
            if (!stored.Payload.Imports.Contains(import.Value))
                continue;
            var left = stored.Payload.Imports.Where(i => i != import.Value).ToList();
            if (left.Count > 0)
            {
                await entries.UpdateAsync(db, Ecg.Type, With(stored, left), ct);
                continue;
            }
            await entries.RemoveAsync(db, Ecg.Type, stored, ct);
            if (await entries.FindAsync(db, person, EcgCurve.Type, key, ct) is { } curve)
                await entries.RemoveAsync(db, EcgCurve.Type, curve, ct);
        }
    }

    /// <summary>Gives those of an import to another person, who may have some of them already.</summary>
    public async Task CopyAsync(
        HealthDb db,
        PersonId from,
        PersonId to,
        ImportId import,
        CancellationToken ct
    )
    {
        var there = await PresentAsync(to, ct);
        var secrets = await keys.GetAsync(to.Value, ct);
        foreach (var (key, stored) in await PresentAsync(from, ct))
        {
            if (!stored.Payload.Imports.Contains(import.Value))
                continue;
            if (there.TryGetValue(key, out var same))
            {
                await entries.UpdateAsync(
                    db,
                    Ecg.Type,
                    With(same, [.. same.Payload.Imports.Append(import.Value).Distinct()]),
                    ct
                );
                continue;
            }
            var moved = stored.Payload with { Imports = [import.Value] };
            db.Entries.Add(EntryCell.NewRow(secrets, Ecg.Type, moved, key, moved.Month));
            if (await entries.FindAsync(db, from, EcgCurve.Type, key, ct) is { } curve)
                db.Entries.Add(EntryCell.NewRow(secrets, EcgCurve.Type, curve.Payload, key));
        }
    }

    public async Task<bool> AnyAsync(PersonId person, ImportId import, CancellationToken ct) =>
        (await PresentAsync(person, ct)).Values.Any(e => e.Payload.Imports.Contains(import.Value));

    private static StoredEntry<Ecg> With(StoredEntry<Ecg> stored, IReadOnlyList<Guid> imports) =>
        stored with
        {
            Payload = stored.Payload with { Imports = imports },
            Month = stored.Payload.Month,
        };

    private async Task<Dictionary<string, StoredEntry<Ecg>>> PresentAsync(
        PersonId person,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        return (await entries.ReadAsync(db, person, Ecg.Type, ct))
            .Entries.Where(e => e.Key is not null)
            .ToDictionary(e => e.Key!, StringComparer.Ordinal);
    }
}
