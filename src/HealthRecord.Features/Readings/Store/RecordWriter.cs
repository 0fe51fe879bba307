using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings.Store;

/// <summary>
/// The one way readings are written: prepare outside of the write lock, then store in one short transaction that merges
/// again only what another writer changed meanwhile.
/// </summary>
internal sealed class RecordWriter(HealthDbs dbs, PersonKeys keys)
{
    /// <summary>Merges and seals on every core. Nothing is written.</summary>
    public async Task<IReadOnlyList<PreparedSegment>> PrepareAsync(
        PersonId person,
        IReadOnlyList<SegmentChange> changes,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var present = await PresentAsync(secrets, changes, ct);
        var prepared = new PreparedSegment[changes.Count];
        Parallel.For(
            0,
            changes.Count,
            new ParallelOptions { CancellationToken = ct },
            i =>
                prepared[i] = Prepare(
                    secrets,
                    changes[i],
                    present.GetValueOrDefault(KeyOf(secrets, changes[i]))
                )
        );
        return prepared;
    }

    /// <summary>
    /// Adds the finished rows to a context that the caller saves together with its own. Rows that changed since they were
    /// prepared are merged again here, and the day tables computed from them are marked stale instead.
    /// </summary>
    public async Task StoreAsync(HealthDb db, PreparedWrite write, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(write.Person.Value, ct);
        var moved = new HashSet<(string Kind, int Year)>();
        var months = write.Segments.Select(s => s.Change.Month).Distinct().ToArray();
        var rows = await RowsAsync(db, write, months, ct);
        foreach (var segment in write.Segments)
        {
            var row = rows.GetValueOrDefault(
                (Convert.ToHexString(segment.Tag), segment.Change.Month)
            );
            var current = segment;
            if ((row?.Version ?? 0) != segment.SeenVersion)
            {
                current = Prepare(secrets, segment.Change, row);
                foreach (var year in SeriesTags.YearsOf(segment.Change.Month))
                    moved.Add((segment.Change.Kind.Code, year));
            }
            Put(db, write.Person, current, row);
        }
        await DayTableMarks.StoreAsync(db, secrets, write, moved, ct);
    }

    private async Task<Dictionary<(string Tag, int Month), SegmentRow>> PresentAsync(
        PersonSecrets secrets,
        IReadOnlyList<SegmentChange> changes,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var found = new Dictionary<(string, int), SegmentRow>();
        foreach (var series in changes.GroupBy(c => (c.Kind.Code, c.Source.Canonical)))
        {
            var tag = SeriesTags.OfSeries(secrets, series.Key.Code, series.First().Source);
            var months = series.Select(c => c.Month).ToArray();
            var (from, to) = (months.Min(), months.Max());
            var rows = await db
                .Segments.Where(s =>
                    s.PersonId == secrets.Owner && s.Tag == tag && s.Month >= from && s.Month <= to
                )
                .ToListAsync(ct);
            foreach (var row in rows.Where(r => months.Contains(r.Month)))
                found[(Convert.ToHexString(tag), row.Month)] = row;
        }
        return found;
    }

    private static async Task<Dictionary<(string, int), SegmentRow>> RowsAsync(
        HealthDb db,
        PreparedWrite write,
        int[] months,
        CancellationToken ct
    )
    {
        if (write.Segments.Count == 0)
            return [];
        var tags = write
            .Segments.Select(s => s.Tag)
            .DistinctBy(Convert.ToHexString, StringComparer.Ordinal)
            .ToList();
        var (from, to) = (months.Min(), months.Max());
        var rows = new Dictionary<(string, int), SegmentRow>();
        foreach (var tag in tags)
        {
            // Tracked: the version seen here is the one the save compares.
            var found = await db
                .Segments.AsTracking()
                .Where(s =>
                    s.PersonId == write.Person.Value
                    && s.Tag == tag
                    && s.Month >= from
                    && s.Month <= to
                )
                .ToListAsync(ct);
            foreach (var row in found)
                rows[(Convert.ToHexString(tag), row.Month)] = row;
        }
        return rows;
    }

    private static (string, int) KeyOf(PersonSecrets secrets, SegmentChange change) =>
        (
            Convert.ToHexString(SeriesTags.OfSeries(secrets, change.Kind.Code, change.Source)),
            change.Month
        );

    private static PreparedSegment Prepare(
        PersonSecrets secrets,
        SegmentChange change,
        SegmentRow? row
    )
    {
        var id = row?.Id ?? Ids.New();
        var next = change.Edit(row is null ? null : SegmentStore.Open(secrets, change.Kind, row));
        var cell = next is null
            ? null
            : secrets.Seal(SealedTable.Segment, id, SegmentCodec.Encode(next));
        return new(
            change,
            id,
            SeriesTags.OfSeries(secrets, change.Kind.Code, change.Source),
            SeriesTags.OfKind(secrets, change.Kind.Code),
            row?.Version ?? 0,
            cell
        );
    }

    private static void Put(HealthDb db, PersonId person, PreparedSegment segment, SegmentRow? row)
    {
        if (row is null)
        {
            if (segment.Cell is not null)
                db.Segments.Add(
                    new()
                    {
                        Id = segment.RowId,
                        PersonId = person.Value,
                        Tag = segment.Tag,
                        KindTag = segment.KindTag,
                        Month = segment.Change.Month,
                        Sealed = segment.Cell,
                    }
                );
            return;
        }
        if (segment.Cell is null)
        {
            db.Segments.Remove(row);
            return;
        }
        row.Sealed = segment.Cell;
    }
}
