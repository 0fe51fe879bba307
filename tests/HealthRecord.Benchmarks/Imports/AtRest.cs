using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Readings.Store;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Benchmarks;

/// <summary>What an import takes on disk: what the database file grew by, and the sealed bytes of one kind.</summary>
internal sealed record AtRest(long Bytes, double BytesPerHeartRate)
{
    public static async Task<AtRest> OfAsync(
        RecordHost host,
        PersonId person,
        long before,
        CancellationToken ct
    )
    {
        var grown = await FileBytesAsync(host, ct) - before;
        var secrets = await host.Get<PersonKeys>().GetAsync(person.Value, ct);
        var tag = SeriesTags.OfKind(secrets, "heart-rate");
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        var rows = await db
            .Segments.Where(s => s.PersonId == person.Value && s.KindTag == tag)
            .ToListAsync(ct);
        var readings = rows.Sum(r => (long)SegmentStore.Open(secrets, r).Count);
        return new(grown, rows.Sum(r => (long)r.Sealed.Length) / (double)Math.Max(1, readings));
    }

    /// <summary>Every page of the record that is in use.</summary>
    public static async Task<long> FileBytesAsync(RecordHost host, CancellationToken ct)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        return await db
            .Database.SqlQueryRaw<long>(
                "SELECT (page_count - freelist_count) * page_size AS Value FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
            )
            .SingleAsync(ct);
    }
}
