using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <summary>The logbook of one person, a local month at a time: what was typed, noted, imported, done and slept.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadTimeline(
    HealthDbs dbs,
    Access access,
    PersonKeys keys,
    PersonKinds kinds,
    PersonDayContexts contexts,
    EntryStore entries,
    DayTables tables
)
{
    private static readonly SourceKey[] Typed = [SourceKey.ByHand, SourceKey.Api];

    /// <param name="only">Codes of kinds to show readings of; null for all.</param>
    public async Task<Outcome<TimelineView>> RunAsync(
        Actor actor,
        PersonId person,
        int month,
        TimelineItems items,
        IReadOnlyCollection<string>? only,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may || !UtcMonth.IsValid(month))
            return ReadingErrors.NotFound;
        var page = new Page(
            person,
            month,
            may,
            await contexts.GetAsync(person, ct),
            [
                .. (await kinds.AllAsync(person, ct)).Where(k =>
                    may.MayRead(k.Domain)
                    && (only is null || only.Contains(k.Code, StringComparer.Ordinal))
                ),
            ]
        );
        await using var db = await dbs.ReadAsync(ct);
        if (items.HasFlag(TimelineItems.Readings))
            await AddReadingsAsync(db, page, ct);
        if (items.HasFlag(TimelineItems.Notes) && may.MayRead(Note.Type.Domain))
            await AddNotesAsync(db, page, actor, ct);
        if (items.HasFlag(TimelineItems.Workouts) && may.MayRead(Workout.Type.Domain))
            await AddWorkoutsAsync(db, page, ct);
        if (items.HasFlag(TimelineItems.Imports))
            await AddImportsAsync(db, page, actor, ct);
        if (items.HasFlag(TimelineItems.Nights))
            await AddNightsAsync(page, ct);
        var rows = page
            .Rows.Where(r => UtcMonth.Of(r.Day) == month)
            .OrderByDescending(r => r.AtUtc)
            .ToList();
        return new TimelineView(
            person,
            month,
            rows,
            await EarlierAsync(db, person, month, ct),
            page.Damaged
        );
    }

    private async Task AddReadingsAsync(HealthDb db, Page page, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(page.Person.Value, ct);
        var series = new Dictionary<string, (Kind Kind, byte[] Tag)>(StringComparer.Ordinal);
        foreach (var kind in page.Kinds)
        foreach (var source in Typed)
        {
            var tag = SeriesTags.OfSeries(secrets, kind.Code, source);
            series[Convert.ToHexString(tag)] = (kind, tag);
        }
        var (from, to) = (UtcMonth.Previous(page.Month), UtcMonth.Next(page.Month));
        var there = await db
            .Segments.Where(s =>
                s.PersonId == page.Person.Value && s.Month >= from && s.Month <= to
            )
            .Select(s => new { s.Id, s.Tag })
            .ToListAsync(ct);
        var ids = there
            .Where(s => series.ContainsKey(Convert.ToHexString(s.Tag)))
            .Select(s => s.Id)
            .ToList();
        foreach (var row in await db.Segments.Where(s => ids.Contains(s.Id)).ToListAsync(ct))
        {
            var kind = series[Convert.ToHexString(row.Tag)].Kind;
            try
            {
                AddReadings(page, secrets, kind, row);
            }
            catch (RecordDamagedException)
            {
                page.Damaged++;
            }
        }
    }

    private static void AddReadings(Page page, PersonSecrets secrets, Kind kind, SegmentRow row)
    {
        var segment = SegmentStore.Open(secrets, kind, row);
        foreach (var reading in segment.Readings(kind))
        {
            var id = ReadingId.Of(secrets, row.Tag, row.Month, reading.Key);
            var view = ReadingView.Of(id, kind, segment.Source, reading);
            page.Rows.Add(
                page.At(TimelineItems.Readings, view.StartUtc, view.Zone) with
                {
                    Kind = kind,
                    Tag = KindTag.Of(secrets, kind),
                    Reading = view,
                    Source = segment.Source,
                }
            );
        }
    }

    private async Task AddNotesAsync(HealthDb db, Page page, Actor actor, CancellationToken ct)
    {
        foreach (var month in page.Around)
        {
            var notes = await entries.ReadMonthAsync(db, page.Person, Note.Type, month, ct);
            page.Damaged += notes.Unreadable.Count;
            page.Rows.AddRange(
                notes.Entries.Select(n =>
                    page.At(TimelineItems.Notes, n.Payload.AtUtc, n.Payload.Zone) with
                    {
                        Note = new(
                            n.Id,
                            n.RowVersion,
                            n.Payload.Text,
                            n.Payload.Zone,
                            n.Payload.By == actor.Account.Value
                        ),
                    }
                )
            );
        }
    }

    private async Task AddWorkoutsAsync(HealthDb db, Page page, CancellationToken ct)
    {
        var told = new List<StoredEntry<Workout>>();
        foreach (var month in page.Around)
        {
            var workouts = await entries.ReadMonthAsync(db, page.Person, Workout.Type, month, ct);
            page.Damaged += workouts.Unreadable.Count;
            told.AddRange(workouts.Entries);
        }
        page.Rows.AddRange(
            WorkoutGroups
                .Of(told)
                .Select(same =>
                    page.At(
                        TimelineItems.Workouts,
                        DateTime.UnixEpoch.AddMilliseconds(same[0].Payload.StartMs),
                        same[0].Payload.Zone
                    ) with
                    {
                        Workout = same[0].Payload,
                        WorkoutEntry = same[0].Id,
                        Source = same[0].Payload.Source,
                        AlsoFrom = [.. same.Skip(1).Select(w => w.Payload.Source)],
                    }
                )
        );
    }

    private static async Task AddImportsAsync(
        HealthDb db,
        Page page,
        Actor actor,
        CancellationToken ct
    )
    {
        var from = DateTime.UnixEpoch.AddMilliseconds(
            UtcMonth.FirstMs(UtcMonth.Previous(page.Month))
        );
        var to = DateTime.UnixEpoch.AddMilliseconds(
            UtcMonth.FirstMs(UtcMonth.Next(UtcMonth.Next(page.Month)))
        );
        var runs = await db
            .ImportRuns.Where(r =>
                r.PersonId == page.Person.Value
                && r.AccountId == actor.Account.Value
                && r.State == ImportState.Done
                && r.CreatedUtc >= from
                && r.CreatedUtc < to
            )
            .ToListAsync(ct);
        page.Rows.AddRange(
            runs.Select(r =>
                page.At(TimelineItems.Imports, r.FinishedUtc ?? r.CreatedUtc, null) with
                {
                    Import = new(new(r.Id), r.ReadingsSoFar),
                }
            )
        );
    }

    private async Task AddNightsAsync(Page page, CancellationToken ct)
    {
        if (page.Kinds.FirstOrDefault(k => k.Code == "sleep-stage") is not { } kind)
            return;
        var secrets = await keys.GetAsync(page.Person.Value, ct);
        var year = page.Month / 100;
        foreach (var read in await tables.ReadAsync(page.Person, kind, year, year, ct))
        {
            page.Damaged += read.Damaged;
            page.Rows.AddRange(
                read.Table.Nights.Select(n =>
                    page.At(
                        TimelineItems.Nights,
                        DateTime.UnixEpoch.AddMilliseconds(n.EndMs),
                        null
                    ) with
                    {
                        Day = n.Day,
                        Kind = kind,
                        Tag = KindTag.Of(secrets, kind),
                        Night = n,
                        Source = read.Table.Sources[n.Source],
                    }
                )
            );
        }
    }

    /// <summary>Row counts a month are readable to us without opening anything; whether the month shows something is seen there.</summary>
    private static async Task<int?> EarlierAsync(
        HealthDb db,
        PersonId person,
        int month,
        CancellationToken ct
    )
    {
        var before = await db
            .Segments.Where(s => s.PersonId == person.Value && s.Month < month)
            .MaxAsync(s => (int?)s.Month, ct);
        return before;
    }

    private sealed class Page(
        PersonId person,
        int month,
        PersonAccess may,
        PersonDayContext context,
        IReadOnlyList<Kind> kinds
    )
    {
        public PersonId Person => person;
        public int Month => month;
        public PersonAccess May => may;
        public IReadOnlyList<Kind> Kinds => kinds;
        public List<TimelineRow> Rows { get; } = [];
        public int Damaged { get; set; }

        public IEnumerable<int> Around => [UtcMonth.Previous(month), month, UtcMonth.Next(month)];

        public TimelineRow At(TimelineItems item, DateTime utc, string? zone)
        {
            var local = context.Zones.LocalOf(utc, zone);
            return new(item, DateOnly.FromDateTime(local), utc, local);
        }
    }
}
