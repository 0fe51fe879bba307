using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <summary>A year of days, and how many months of readings behind it could not be opened.</summary>
internal sealed record ReadTable(DayTable Table, int Damaged);

/// <summary>
/// Hands out day tables and never trusts one: whatever it was computed from is compared, and a table that differs is
/// computed anew and put back. No rights are checked here: use cases do.
/// </summary>
internal sealed class DayTables(
    HealthDbs dbs,
    PersonKeys keys,
    SegmentStore segments,
    PersonDayContexts contexts
)
{
    /// <summary>So long into a year what is shown of the last months reaches back into the one before.</summary>
    private const int YoungDays = 92;

    /// <summary>The tables of the years of one kind that have readings, oldest first.</summary>
    public async Task<IReadOnlyList<ReadTable>> ReadAsync(
        PersonId person,
        Kind kind,
        int fromYear,
        int toYear,
        CancellationToken ct
    )
    {
        var context = await contexts.GetAsync(person, ct);
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = SeriesTags.OfKind(secrets, kind.Code);
        List<DayTableRow> rows;
        List<RowAt> versions;
        await using (var db = await dbs.ReadAsync(ct))
        {
            rows = await db
                .DayTables.Where(d =>
                    d.PersonId == person.Value
                    && d.Tag == tag
                    && d.Year >= fromYear
                    && d.Year <= toYear
                )
                .OrderBy(d => d.Year)
                .ToListAsync(ct);
            versions =
                rows.Count == 0
                    ? []
                    : await VersionsAsync(db, person, [tag], rows[0].Year, rows[^1].Year, ct);
        }
        var tables = new List<ReadTable>(rows.Count);
        foreach (var row in rows)
            tables.Add(await TrueAsync(person, kind, row, context, versions, ct));
        return tables;
    }

    /// <summary>Of every kind asked for, the table of the newest year, and the one before while the year is young.</summary>
    /// <remarks>How many years lie behind does not matter: the index says which is the newest.</remarks>
    public async Task<IReadOnlyDictionary<Kind, IReadOnlyList<ReadTable>>> NewestAsync(
        PersonId person,
        IReadOnlyList<Kind> kinds,
        PersonDayContext context,
        DateOnly today,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var byTag = kinds.ToDictionary(
            k => Convert.ToHexString(SeriesTags.OfKind(secrets, k.Code)),
            StringComparer.Ordinal
        );
        List<DayTableRow> rows = [];
        List<RowAt> versions = [];
        await using (var db = await dbs.ReadAsync(ct))
        {
            var newest = await db
                .DayTables.Where(d => d.PersonId == person.Value)
                .GroupBy(d => d.Tag)
                .Select(g => new { Tag = g.Key, Year = g.Max(d => d.Year) })
                .ToListAsync(ct);
            var asked = newest
                .Where(d => byTag.ContainsKey(Convert.ToHexString(d.Tag)))
                .SelectMany(d => YearsShown(d.Year, today).Select(year => (d.Tag, Year: year)));
            foreach (var year in asked.GroupBy(d => d.Year))
            {
                var tags = year.Select(d => d.Tag).ToList();
                rows.AddRange(
                    await db
                        .DayTables.Where(d =>
                            d.PersonId == person.Value && d.Year == year.Key && tags.Contains(d.Tag)
                        )
                        .ToListAsync(ct)
                );
                versions.AddRange(await VersionsAsync(db, person, tags, year.Key, year.Key, ct));
            }
        }
        versions = [.. versions.DistinctBy(v => v.Id)];
        var found = new Dictionary<Kind, IReadOnlyList<ReadTable>>();
        foreach (var group in rows.GroupBy(r => Convert.ToHexString(r.Tag), StringComparer.Ordinal))
        {
            var kind = byTag[group.Key];
            var tables = new List<ReadTable>();
            foreach (var row in group.OrderBy(r => r.Year))
                tables.Add(await TrueAsync(person, kind, row, context, versions, ct));
            if (!tables.Exists(ShowsSomething))
                tables.InsertRange(0, await EarlierAsync(person, kind, group.Min(r => r.Year), ct));
            found[kind] = tables;
        }
        return found;
    }

    private static IEnumerable<int> YearsShown(int newest, DateOnly today) =>
        newest == today.Year && today.DayOfYear <= YoungDays ? [newest - 1, newest] : [newest];

    // Everything of the newest year was deleted by hand: what is shown stands further back.
    private async Task<IReadOnlyList<ReadTable>> EarlierAsync(
        PersonId person,
        Kind kind,
        int before,
        CancellationToken ct
    )
    {
        var earlier = await ReadAsync(person, kind, DateOnly.MinValue.Year, before - 1, ct);
        return earlier.LastOrDefault(ShowsSomething) is { } table ? [table] : [];
    }

    private static bool ShowsSomething(ReadTable read) =>
        read.Table.Latest is not null || read.Table.Days.Count > 0 || read.Damaged > 0;

    /// <summary>The months whose readings can lie in a local year, and the versions of their rows.</summary>
    private static async Task<List<RowAt>> VersionsAsync(
        HealthDb db,
        PersonId person,
        List<byte[]> kindTags,
        int fromYear,
        int toYear,
        CancellationToken ct
    )
    {
        var (from, to) = (((fromYear - 1) * 100) + 12, ((toYear + 1) * 100) + 1);
        return await db
            .Segments.Where(s =>
                s.PersonId == person.Value
                && kindTags.Contains(s.KindTag)
                && s.Month >= from
                && s.Month <= to
            )
            .Select(s => new RowAt(s.Id, s.KindTag, s.Month, s.Version))
            .ToListAsync(ct);
    }

    private async Task<ReadTable> TrueAsync(
        PersonId person,
        Kind kind,
        DayTableRow row,
        PersonDayContext context,
        List<RowAt> versions,
        CancellationToken ct
    )
    {
        var rows = RowsOf(versions, row.Tag, row.Year);
        var basis = DayTableBuilder.BasisOf(context.For(kind), rows);
        if (
            !row.Stale
            && await OpenAsync(person, kind, row, ct) is { } table
            && Same(table.Basis, basis)
        )
            return new(table, 0);
        return await RebuildAsync(person, kind, row, context, ct);
    }

    private async Task<ReadTable> RebuildAsync(
        PersonId person,
        Kind kind,
        DayTableRow row,
        PersonDayContext context,
        CancellationToken ct
    )
    {
        StoredSegments stored;
        await using (var db = await dbs.ReadAsync(ct))
            stored = await segments.ReadAsync(
                db,
                person,
                kind,
                ((row.Year - 1) * 100) + 12,
                ((row.Year + 1) * 100) + 1,
                ct
            );
        var table = DayTableBuilder.Build(
            kind,
            row.Year,
            context.For(kind),
            context.Group(stored.Segments.Select(s => (s.Segment.Source, s.Segment.Shown(kind)))),
            [.. stored.Segments.Select(s => new RowVersion(s.Id, s.Version)).OrderBy(v => v.Row)]
        );
        if (stored.Damaged.Count == 0)
            await PutBackAsync(person, row, table, ct);
        return new(table, stored.Damaged.Count);
    }

    /// <summary>The next reader need not compute it again. Whoever was faster, or wrote meanwhile, wins.</summary>
    private async Task PutBackAsync(
        PersonId person,
        DayTableRow seen,
        DayTable table,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var cell = secrets.Seal(SealedTable.DayTable, seen.Id, DayTableCodec.Encode(table));
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            var row = await db
                .DayTables.AsTracking()
                .SingleOrDefaultAsync(d => d.Id == seen.Id && d.Version == seen.Version, ct);
            if (row is null)
                return;
            var now = await VersionsAsync(db, person, [row.Tag], row.Year, row.Year, ct);
            if (!RowsOf(now, row.Tag, row.Year).SequenceEqual(table.Basis.Rows))
                return;
            row.Sealed = cell;
            row.Stale = false;
            await db.TrySaveAsync(ct);
        }
        catch (StorageFullException)
        {
            // Reading goes on without the cache.
        }
    }

    private async Task<DayTable?> OpenAsync(
        PersonId person,
        Kind kind,
        DayTableRow row,
        CancellationToken ct
    )
    {
        if (row.Sealed.Length == 0)
            return null;
        var secrets = await keys.GetAsync(person.Value, ct);
        try
        {
            var table = DayTableCodec.Decode(secrets.OpenFrom(row));
            return table.KindCode == kind.Code && table.Year == row.Year ? table : null;
        }
        catch (Exception e) when (e is RecordDamagedException or SegmentDamagedException)
        {
            // A cache: what it was computed from is still there.
            return null;
        }
    }

    private static List<RowVersion> RowsOf(List<RowAt> versions, byte[] kindTag, int year)
    {
        var (from, to) = SeriesTags.MonthsOf(year);
        return
        [
            .. versions
                .Where(v =>
                    v.Month >= from && v.Month <= to && v.KindTag.AsSpan().SequenceEqual(kindTag)
                )
                .Select(v => new RowVersion(v.Id, v.Version))
                .OrderBy(v => v.Row),
        ];
    }

    internal static bool Same(DayTableBasis left, DayTableBasis right) =>
        left.Algorithm == right.Algorithm
        && left.Zones == right.Zones
        && left.Priorities == right.Priorities
        && left.Rows.SequenceEqual(right.Rows);

    private sealed record RowAt(Guid Id, byte[] KindTag, int Month, long Version);
}
