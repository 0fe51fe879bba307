using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <param name="Next">Where the next page begins; null when there is none.</param>
/// <param name="Damaged">Months that cannot be opened: the page says so and shows the rest.</param>
public sealed record ReadingsPage(
    Kind Kind,
    IReadOnlyList<ReadingView> Readings,
    string? Next,
    int Damaged
);

/// <summary>What to list: a half-open span of instants, newest first.</summary>
public sealed record ReadingsQuery(DateTime FromUtc, DateTime ToUtc)
{
    public const int LargestPage = 1000;

    /// <summary><see cref="ReadingsPage.Next"/> of the page before.</summary>
    public string? After { get; init; }
    public int Take { get; init; } = 100;
    public bool WithDeleted { get; init; }
}

/// <summary>The readings of one kind, newest first, paged by where the last page ended.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadReadings(
    HealthDbs dbs,
    PersonKeys keys,
    ReadableKinds readable,
    PersonDayContexts contexts
)
{
    public async Task<Outcome<ReadingsPage>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        ReadingsQuery query,
        CancellationToken ct
    )
    {
        if (await readable.FindAsync(actor, person, tag, ct) is not { } kind)
            return ReadingErrors.NotFound;
        // Taken for none it would begin at the first page again, and whoever follows it would never end.
        if (query.After is not null && Cursor.Read(query.After) is null)
            return ReadingErrors.BadField("after");
        return await PageAsync(person, kind, query, ct);
    }

    /// <summary>The readings of one local day, each in its own zone or where the person lived then.</summary>
    public async Task<Outcome<ReadingsPage>> OfDayAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        DateOnly day,
        CancellationToken ct
    )
    {
        if (await readable.FindAsync(actor, person, tag, ct) is not { } kind)
            return ReadingErrors.NotFound;
        var noon = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
        var around = new ReadingsQuery(noon.AddHours(-27), noon.AddHours(27))
        {
            Take = int.MaxValue,
        };
        var context = await contexts.GetAsync(person, ct);
        var listed = new List<ShownReading>();
        var page = await PageAsync(person, kind, around, ct, listed);
        var readings = WithEchoes(kind, context, day, page.Readings, listed);
        return page with
        {
            Readings = [.. readings.Where(r => context.Zones.DayOf(r.StartUtc, r.Zone) == day)],
        };
    }

    /// <summary>Says of each reading whether another source tells the same and counts instead.</summary>
    private static IReadOnlyList<ReadingView> WithEchoes(
        Kind kind,
        PersonDayContext context,
        DateOnly day,
        IReadOnlyList<ReadingView> readings,
        List<ShownReading> listed
    )
    {
        var known = context.For(kind);
        // Of a day that a person decided nobody else counts, whatever they tell.
        if (known.Overrules.ContainsKey(day))
            return readings;
        var echoed = EchoSearch.Find(
            kind,
            known.Priority,
            [.. readings.Select((r, i) => (context.MainOf(r.Source), listed[i]))]
        );
        return
        [
            .. readings.Select(
                (r, i) => echoed[i] < 0 ? r : r with { EchoOf = readings[echoed[i]].Source }
            ),
        ];
    }

    internal async Task<ReadingsPage> PageAsync(
        PersonId person,
        Kind kind,
        ReadingsQuery query,
        CancellationToken ct,
        List<ShownReading>? shown = null
    )
    {
        var after = Cursor.Read(query.After);
        var (fromMs, toMs) = (Ms(query.FromUtc), Ms(query.ToUtc));
        // What the pages before have shown is not named once more; several may start together.
        if (after is { } last)
            toMs = Math.Min(toMs, last.StartMs + 1);
        var secrets = await keys.GetAsync(person.Value, ct);
        var found = new List<(Cursor At, ReadingView View, ShownReading Shown)>();
        var damaged = 0;
        await using var db = await dbs.ReadAsync(ct);
        foreach (var month in await MonthsAsync(db, secrets, kind, fromMs, toMs, ct))
        {
            // A month is opened whole, but only as many as the page needs.
            secrets = await keys.GetAsync(person.Value, ct);
            foreach (var row in await RowsAsync(db, secrets, kind, month, ct))
            {
                try
                {
                    found.AddRange(
                        Listed(secrets, kind, row, query, fromMs, toMs)
                            .Where(r => after is null || r.At.CompareTo(after.Value) < 0)
                    );
                }
                catch (RecordDamagedException)
                {
                    damaged++;
                }
            }
            if (found.Count > query.Take)
                break;
        }
        found.Sort((a, b) => b.At.CompareTo(a.At));
        var page = found.Take(query.Take).ToList();
        shown?.AddRange(page.Select(r => r.Shown));
        return new(
            kind,
            [.. page.Select(r => r.View)],
            found.Count > page.Count ? page[^1].At.ToString() : null,
            damaged
        );
    }

    private static IEnumerable<(Cursor At, ReadingView View, ShownReading Shown)> Listed(
        PersonSecrets secrets,
        Kind kind,
        SegmentRow row,
        ReadingsQuery query,
        long fromMs,
        long toMs
    )
    {
        var segment = SegmentStore.Open(secrets, kind, row);
        foreach (var reading in segment.Readings(kind, fromMs, toMs, query.WithDeleted))
        {
            var start = reading.AsWritten.StartMs;
            var id = ReadingId.Of(secrets, row.Tag, row.Month, reading.Key);
            yield return (
                new Cursor(start, id.Text),
                ReadingView.Of(id, kind, segment.Source, reading),
                reading.Shown
            );
        }
    }

    private static async Task<List<int>> MonthsAsync(
        HealthDb db,
        PersonSecrets secrets,
        Kind kind,
        long fromMs,
        long toMs,
        CancellationToken ct
    )
    {
        var tag = SeriesTags.OfKind(secrets, kind.Code);
        var from = UtcMonth.Of(fromMs);
        var to = UtcMonth.Of(toMs);
        return await db
            .Segments.Where(s =>
                s.PersonId == secrets.Owner && s.KindTag == tag && s.Month >= from && s.Month <= to
            )
            .Select(s => s.Month)
            .Distinct()
            .OrderByDescending(m => m)
            .ToListAsync(ct);
    }

    private static async Task<List<SegmentRow>> RowsAsync(
        HealthDb db,
        PersonSecrets secrets,
        Kind kind,
        int month,
        CancellationToken ct
    )
    {
        var tag = SeriesTags.OfKind(secrets, kind.Code);
        return await db
            .Segments.Where(s =>
                s.PersonId == secrets.Owner && s.KindTag == tag && s.Month == month
            )
            .ToListAsync(ct);
    }

    private static long Ms(DateTime utc) =>
        (long)(DateTime.SpecifyKind(utc, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>Start and id: unique, and the same however many readings are added meanwhile.</summary>
    private readonly record struct Cursor(long StartMs, string Id) : IComparable<Cursor>
    {
        public int CompareTo(Cursor other) =>
            StartMs != other.StartMs
                ? StartMs.CompareTo(other.StartMs)
                : string.CompareOrdinal(Id, other.Id);

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{StartMs}.{Id}");

        public static Cursor? Read(string? text) =>
            text?.Split('.') is [var ms, var id]
            && long.TryParse(
                ms,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var start
            )
            && Math.Abs(start) < 200_000_000_000_000
                ? new Cursor(start, id)
                : null;
    }
}
