using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Which rows a person has already, without their cells: those are read when they are needed.</summary>
internal sealed class PresentRows
{
    private readonly Dictionary<(string Tag, int Month), Guid> segments;
    private readonly ILookup<string, (Guid Id, int Month)> kinds;
    private readonly Dictionary<(string Tag, int Year), Guid> tables;

    private PresentRows(
        Dictionary<(string, int), Guid> segments,
        ILookup<string, (Guid, int)> kinds,
        Dictionary<(string, int), Guid> tables
    )
    {
        this.segments = segments;
        this.kinds = kinds;
        this.tables = tables;
    }

    public static async Task<PresentRows> ReadAsync(
        HealthDbs dbs,
        PersonId person,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var segments = await db
            .Segments.Where(s => s.PersonId == person.Value)
            .Select(s => new
            {
                s.Id,
                s.Tag,
                s.KindTag,
                s.Month,
            })
            .ToListAsync(ct);
        var tables = await db
            .DayTables.Where(d => d.PersonId == person.Value)
            .Select(d => new
            {
                d.Id,
                d.Tag,
                d.Year,
            })
            .ToListAsync(ct);
        return new(
            segments.ToDictionary(s => (Convert.ToHexString(s.Tag), s.Month), s => s.Id),
            segments.ToLookup(
                s => Convert.ToHexString(s.KindTag),
                s => (s.Id, s.Month),
                StringComparer.Ordinal
            ),
            tables.ToDictionary(t => (Convert.ToHexString(t.Tag), t.Year), t => t.Id)
        );
    }

    /// <summary>The stored rows of a batch, in its order; null where there is none.</summary>
    public async Task<SegmentRow?[]> CellsAsync(
        HealthDbs dbs,
        byte[][] tags,
        AssembledSegment[] batch,
        CancellationToken ct
    )
    {
        var ids = new Guid?[batch.Length];
        for (var i = 0; i < batch.Length; i++)
            if (
                segments.TryGetValue(
                    (Convert.ToHexString(tags[i]), batch[i].Segment.Month),
                    out var id
                )
            )
                ids[i] = id;
        var rows = await RowsAsync(dbs, [.. ids.OfType<Guid>()], ct);
        return Array.ConvertAll(ids, i => i is { } id ? rows.GetValueOrDefault(id) : null);
    }

    /// <summary>The rows of a kind in a span of months that the import itself does not touch.</summary>
    public async Task<IReadOnlyCollection<SegmentRow>> OthersAsync(
        HealthDbs dbs,
        byte[] kindTag,
        int fromMonth,
        int toMonth,
        HashSet<Guid> touched,
        CancellationToken ct
    ) =>
        (
            await RowsAsync(
                dbs,
                [
                    .. kinds[Convert.ToHexString(kindTag)]
                        .Where(s =>
                            s.Month >= fromMonth && s.Month <= toMonth && !touched.Contains(s.Id)
                        )
                        .Select(s => s.Id),
                ],
                ct
            )
        ).Values;

    public Guid TableIdOf(byte[] kindTag, int year) =>
        tables.TryGetValue((Convert.ToHexString(kindTag), year), out var id) ? id : Ids.New();

    private static async Task<Dictionary<Guid, SegmentRow>> RowsAsync(
        HealthDbs dbs,
        List<Guid> ids,
        CancellationToken ct
    )
    {
        if (ids.Count == 0)
            return [];
        await using var db = await dbs.ReadAsync(ct);
        return await db.Segments.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
    }
}
