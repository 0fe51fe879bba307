using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Devices;

/// <summary>All that a person's record holds of one kind from one device.</summary>
/// <param name="Months">By <see cref="UtcMonth"/>.</param>
/// <param name="Known">What each value was kept as that the device has a name for.</param>
internal sealed record DeviceSeries(
    IReadOnlyDictionary<int, Segment> Months,
    IReadOnlyDictionary<string, ReadingContent> Known
)
{
    public static async Task<DeviceSeries> ReadAsync(
        HealthDbs dbs,
        PersonSecrets secrets,
        PersonId person,
        Kind kind,
        SourceKey source,
        CancellationToken ct
    )
    {
        var tag = SeriesTags.OfSeries(secrets, kind.Code, source);
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db
            .Segments.AsNoTracking()
            .Where(s => s.PersonId == person.Value && s.Tag == tag)
            .ToListAsync(ct);
        var months = rows.ToDictionary(r => r.Month, r => SegmentStore.Open(secrets, kind, r));
        var known = new Dictionary<string, ReadingContent>(StringComparer.Ordinal);
        foreach (var fact in months.Values.SelectMany(m => m.Facts))
            if (fact.Identity is { } identity)
                known.TryAdd(identity.Id, fact.Content);
        return new(months, known);
    }
}
