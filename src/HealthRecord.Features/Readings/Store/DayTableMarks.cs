using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings.Store;

/// <summary>Keeps the rows of day tables true inside the transaction that changes what they were computed from.</summary>
internal static class DayTableMarks
{
    /// <summary>
    /// Stores the tables that were prepared from what this very write stores, and marks every other touched year stale.
    /// A kind that has readings always has a row, stale or not: by the rows the dashboard knows which kinds there are.
    /// </summary>
    public static async Task StoreAsync(
        HealthDb db,
        PersonSecrets secrets,
        PreparedWrite write,
        IReadOnlySet<(string Kind, int Year)> overtaken,
        CancellationToken ct
    )
    {
        var touched = write
            .Segments.SelectMany(s =>
                SeriesTags.YearsOf(s.Change.Month).Select(y => (s.Change.Kind.Code, Year: y))
            )
            .ToHashSet();
        if (touched.Count == 0)
            return;
        var (from, to) = (touched.Min(t => t.Year), touched.Max(t => t.Year));
        var rows = await db
            .DayTables.AsTracking()
            .Where(d => d.PersonId == secrets.Owner && d.Year >= from && d.Year <= to)
            .ToListAsync(ct);
        var byKey = rows.ToDictionary(r => (Convert.ToHexString(r.Tag), r.Year));
        var prepared = write.Tables.ToDictionary(t => (t.Kind.Code, t.Year));
        foreach (var (kind, year) in touched)
        {
            var tag = SeriesTags.OfKind(secrets, kind);
            var row = byKey.GetValueOrDefault((Convert.ToHexString(tag), year));
            var table = overtaken.Contains((kind, year))
                ? null
                : prepared.GetValueOrDefault((kind, year));
            Put(db, secrets, row, tag, year, table);
        }
    }

    /// <summary>Zones or source order changed: every table of the person is computed anew when it is next read.</summary>
    public static async Task AllStaleAsync(HealthDb db, Guid person, CancellationToken ct)
    {
        var rows = await db
            .DayTables.AsTracking()
            .Where(d => d.PersonId == person && !d.Stale)
            .ToListAsync(ct);
        foreach (var row in rows)
            row.Stale = true;
    }

    private static void Put(
        HealthDb db,
        PersonSecrets secrets,
        DayTableRow? row,
        byte[] tag,
        int year,
        PreparedTable? table
    )
    {
        if (row is null)
        {
            var id = table?.RowId ?? Ids.New();
            var added = new DayTableRow
            {
                Id = id,
                PersonId = secrets.Owner,
                Tag = tag,
                Year = year,
                Stale = table is null,
                Sealed = table?.Cell ?? secrets.Seal(SealedTable.DayTable, id, []),
            };
            db.DayTables.Add(added);
            return;
        }
        // A table that was prepared for a row made meanwhile by another writer is bound to another id: it is not stored.
        if (table is not null && table.RowId == row.Id)
        {
            row.Sealed = table.Cell;
            row.Stale = false;
            return;
        }
        row.Stale = true;
    }
}
