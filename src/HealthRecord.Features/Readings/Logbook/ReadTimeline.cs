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
    private const string Stages = "sleep-stage";

    /// <summary>No zone is further from UTC.</summary>
    private const long DayMs = 86_400_000;
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
        if (ShowsEcgs(items, may, only))
            await AddEcgsAsync(db, page, ct);
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
            await EarlierAsync(db, page, items, ShowsEcgs(items, may, only), actor, ct),
            page.Damaged
        );
    }

    private async Task AddReadingsAsync(HealthDb db, Page page, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(page.Person.Value, ct);
        var series = SeriesOf(secrets, page);
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
            var kind = series[Convert.ToHexString(row.Tag)];
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

    /// <summary>What is typed or sent of the kinds that the page may show, by the tag of its rows.</summary>
    private static Dictionary<string, Kind> SeriesOf(PersonSecrets secrets, Page page) =>
        page
            .Kinds.SelectMany(kind => Typed.Select(source => (kind, source)))
            .ToDictionary(
                s => Convert.ToHexString(SeriesTags.OfSeries(secrets, s.kind.Code, s.source)),
                s => s.kind,
                StringComparer.Ordinal
            );

    private static void AddReadings(Page page, PersonSecrets secrets, Kind kind, SegmentRow row)
    {
        var segment = SegmentStore.Open(secrets, kind, row);
        foreach (var reading in segment.Readings(kind, page.FromMs, page.ToMs))
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

    /// <summary>They stand among the readings, whoever brought them: each is a moment that somebody chose.</summary>
    private static bool ShowsEcgs(
        TimelineItems items,
        PersonAccess may,
        IReadOnlyCollection<string>? only
    ) => items.HasFlag(TimelineItems.Readings) && only is null && may.MayRead(Ecg.Type.Domain);

    private async Task AddEcgsAsync(HealthDb db, Page page, CancellationToken ct)
    {
        foreach (var month in page.Around)
        {
            var ecgs = await entries.ReadMonthAsync(db, page.Person, Ecg.Type, month, ct);
            page.Damaged += ecgs.Unreadable.Count;
            page.Rows.AddRange(
                ecgs.Entries.Select(e =>
                    page.At(
                        TimelineItems.Readings,
                        DateTime.UnixEpoch.AddMilliseconds(e.Payload.StartMs),
                        null
                    ) with
                    {
                        Ecg = e.Payload,
                        EcgEntry = e.Id,
                        Source = e.Payload.Source,
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
        if (page.Kinds.FirstOrDefault(k => k.Code == Stages) is not { } kind)
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

    /// <summary>The next month back that has something of what is asked for and may be read. Whether all of it was deleted by hand is seen there.</summary>
    private async Task<int?> EarlierAsync(
        HealthDb db,
        Page page,
        TimelineItems items,
        bool withEcgs,
        Actor actor,
        CancellationToken ct
    )
    {
        // By the clock of UTC a line of the last local day before the month may stand in the month itself.
        var shown = page.Rows.Select(r => UtcMonth.Of(r.Day)).Where(m => m < page.Month);
        var months = new List<int?>(shown.Select(m => (int?)m));
        if (items.HasFlag(TimelineItems.Readings) || items.HasFlag(TimelineItems.Nights))
            months.Add(await EarlierReadingAsync(db, page, items, ct));
        if (items.HasFlag(TimelineItems.Notes) && page.May.MayRead(Note.Type.Domain))
            months.Add(await entries.MonthBeforeAsync(db, page.Person, Note.Type, page.Month, ct));
        if (items.HasFlag(TimelineItems.Workouts) && page.May.MayRead(Workout.Type.Domain))
            months.Add(
                await entries.MonthBeforeAsync(db, page.Person, Workout.Type, page.Month, ct)
            );
        if (withEcgs)
            months.Add(await entries.MonthBeforeAsync(db, page.Person, Ecg.Type, page.Month, ct));
        if (items.HasFlag(TimelineItems.Imports))
            months.Add(await EarlierImportAsync(db, page, actor, ct));
        return months.Max();
    }

    private async Task<int?> EarlierReadingAsync(
        HealthDb db,
        Page page,
        TimelineItems items,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(page.Person.Value, ct);
        var typed = items.HasFlag(TimelineItems.Readings) ? SeriesOf(secrets, page) : [];
        var nights =
            items.HasFlag(TimelineItems.Nights) && page.Kinds.Any(k => k.Code == Stages)
                ? SeriesTags.OfKind(secrets, Stages)
                : [];
        var before = await db
            .Segments.Where(s => s.PersonId == page.Person.Value && s.Month < page.Month)
            .GroupBy(s => new { s.Tag, s.KindTag })
            .Select(g => new
            {
                g.Key.Tag,
                g.Key.KindTag,
                Month = g.Max(s => s.Month),
            })
            .ToListAsync(ct);
        return before
            .Where(s =>
                typed.ContainsKey(Convert.ToHexString(s.Tag))
                || s.KindTag.AsSpan().SequenceEqual(nights)
            )
            .Max(s => (int?)s.Month);
    }

    private static async Task<int?> EarlierImportAsync(
        HealthDb db,
        Page page,
        Actor actor,
        CancellationToken ct
    )
    {
        var first = DateTime.UnixEpoch.AddMilliseconds(UtcMonth.FirstMs(page.Month));
        var newest = await db
            .ImportRuns.Where(r =>
                r.PersonId == page.Person.Value
                && r.AccountId == actor.Account.Value
                && r.State == ImportState.Done
                && r.CreatedUtc < first
            )
            .MaxAsync(r => (DateTime?)(r.FinishedUtc ?? r.CreatedUtc), ct);
        return newest is { } at && at < first ? UtcMonth.Of(DateOnly.FromDateTime(at)) : null;
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

        /// <summary>Whatever starts on a local day of the month starts between these.</summary>
        public long FromMs => UtcMonth.FirstMs(month) - DayMs;
        public long ToMs => UtcMonth.FirstMs(UtcMonth.Next(month)) + DayMs;
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
