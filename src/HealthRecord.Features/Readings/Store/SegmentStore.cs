using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings.Store;

/// <summary>One stored month of a series, opened.</summary>
internal sealed record StoredSegment(Guid Id, long Version, Segment Segment);

/// <summary>Opened months, and the rows that could not be opened: the page says so and shows the rest.</summary>
internal sealed record StoredSegments(
    IReadOnlyList<StoredSegment> Segments,
    IReadOnlyList<Guid> Damaged
);

/// <summary>Opens the stored months of readings. No rights are checked here: use cases do.</summary>
internal sealed class SegmentStore(HealthDbs dbs, PersonKeys keys)
{
    public async Task<StoredSegments> ReadAsync(
        HealthDb db,
        PersonId person,
        Kind kind,
        int fromMonth,
        int toMonth,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = SeriesTags.OfKind(secrets, kind.Code);
        var rows = await db
            .Segments.AsNoTracking()
            .Where(s =>
                s.PersonId == person.Value
                && s.KindTag == tag
                && s.Month >= fromMonth
                && s.Month <= toMonth
            )
            .ToListAsync(ct);
        var segments = new List<StoredSegment>(rows.Count);
        var damaged = new List<Guid>();
        foreach (var row in rows)
        {
            try
            {
                segments.Add(new(row.Id, row.Version, Open(secrets, kind, row)));
            }
            catch (RecordDamagedException)
            {
                damaged.Add(row.Id);
            }
        }
        return new(segments, damaged);
    }

    /// <exception cref="RecordDamagedException">It is there and cannot be opened.</exception>
    public async Task<Segment?> OneAsync(
        PersonId person,
        Kind kind,
        SourceKey source,
        int month,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = SeriesTags.OfSeries(secrets, kind.Code, source);
        await using var db = await dbs.ReadAsync(ct);
        var row = await db.Segments.SingleOrDefaultAsync(
            s => s.PersonId == person.Value && s.Tag == tag && s.Month == month,
            ct
        );
        return row is null ? null : Open(secrets, kind, row);
    }

    /// <exception cref="RecordDamagedException">The cell does not open, or says another series or month than its row.</exception>
    public static Segment Open(PersonSecrets secrets, Kind kind, SegmentRow row)
    {
        var segment = Open(secrets, row);
        return segment.KindCode == kind.Code ? segment : throw secrets.Damaged(row);
    }

    /// <inheritdoc cref="Open(PersonSecrets, Kind, SegmentRow)"/>
    public static Segment Open(PersonSecrets secrets, SegmentRow row)
    {
        Segment segment;
        try
        {
            segment = SegmentCodec.Decode(secrets.OpenFrom(row));
        }
        catch (SegmentDamagedException)
        {
            throw secrets.Damaged(row);
        }
        secrets.RequireSame(SealedTable.Segment, row.Id, row.Month, segment.Month);
        secrets.RequireSame(
            SealedTable.Segment,
            row.Id,
            row.KindTag,
            SeriesTags.OfKind(secrets, segment.KindCode)
        );
        secrets.RequireSame(
            SealedTable.Segment,
            row.Id,
            row.Tag,
            SeriesTags.OfSeries(secrets, segment.KindCode, segment.Source)
        );
        return segment;
    }
}
