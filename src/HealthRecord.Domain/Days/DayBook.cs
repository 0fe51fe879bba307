using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;

namespace HealthRecord.Domain.Days;

/// <summary>A source with its readings, at its place in the order of priority.</summary>
internal sealed record RankedSource(
    int Rank,
    SourceKey Source,
    IReadOnlyList<ShownReading> Readings
);

/// <param name="MidnightMs">Where local midnight would be by the present offset, UTC.</param>
internal readonly record struct DaySpan(
    int Day,
    DayNotes? Notes,
    int Chosen,
    string? Zone,
    long MidnightMs,
    long FromMs,
    long EndMs
)
{
    public bool Has(long utcMs, string? zone) =>
        utcMs >= FromMs && utcMs < EndMs && ReferenceEquals(zone, Zone);

    public int MinuteOf(long utcMs) => (int)((utcMs - MidnightMs) / DayBook.MinuteMs);
}

/// <summary>The days of a year while they are collected, and the clocks that say to which day an instant belongs.</summary>
internal sealed class DayBook
{
    public const long MinuteMs = 60_000;
    public const long DayMs = 86_400_000;
    private const int EpochDay = 719_162;

    // Beyond the calendar; the end of an endless reading lands here.
    private const long FarDay = 100_000_000;

    private readonly int firstDay;
    private readonly DayNotes?[] days;
    private readonly LocalClock person;
    private readonly Dictionary<string, LocalClock> zones = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> overrules = [];
    private readonly bool[] seen;
    private string? lastZone;
    private LocalClock lastClock;

    public DayBook(Kind kind, int year, DayContext context, IReadOnlyList<RankedSource> sources)
    {
        Kind = kind;
        Sources = sources;
        seen = new bool[sources.Count];
        firstDay = new DateOnly(year, 1, 1).DayNumber - EpochDay;
        var lastDay = new DateOnly(year, 12, 31).DayNumber - EpochDay;
        days = new DayNotes?[lastDay - firstDay + 1];
        // No zone is further than 14 hours from UTC, no night longer than some days.
        FromMs = (firstDay - 4L) * DayMs;
        EndMs = (lastDay + 5L) * DayMs;
        person = lastClock = LocalClock.Of(context.Zones, FromMs, EndMs);
        foreach (var (day, source) in context.Overrules)
            if (sources.FirstOrDefault(s => s.Source == source) is { } chosen)
                overrules[day.DayNumber - EpochDay] = chosen.Rank;
    }

    public Kind Kind { get; }
    public IReadOnlyList<RankedSource> Sources { get; }

    /// <summary>Instants of interest: the year and a few days around it.</summary>
    public long FromMs { get; }
    public long EndMs { get; }

    public LatestReading? Latest { get; private set; }

    public bool HasOverrules => overrules.Count > 0;

    /// <summary>Rank of the source that a person chose for a day, or -1.</summary>
    public int ChosenOn(int day) => overrules.GetValueOrDefault(day, -1);

    public long LocalAt(long utcMs, string? ownZone)
    {
        if (ownZone is null)
            return person.LocalAt(utcMs);
        if (!ReferenceEquals(ownZone, lastZone))
        {
            lastZone = ownZone;
            lastClock = ClockOf(ownZone);
        }
        return lastClock.LocalAt(utcMs);
    }

    /// <summary>The part of a local day around an instant in which the clock runs evenly: what a run of minutes is asked once.</summary>
    public DaySpan SpanAt(long utcMs, string? ownZone)
    {
        var local = LocalAt(utcMs, ownZone);
        var clock = ownZone is null ? person : lastClock;
        var day = DayOf(local);
        var midnight = utcMs - (local - ((long)day * DayMs));
        return new(
            day,
            Find(day),
            ChosenOn(day),
            ownZone,
            midnight,
            Math.Max(midnight, clock.SpanFrom),
            Math.Min(midnight + DayMs, clock.SpanEnd)
        );
    }

    public static int DayOf(long localMs) =>
        (int)
            Math.Clamp(
                localMs >= 0 ? localMs / DayMs : ((localMs + 1) / DayMs) - 1,
                -FarDay,
                FarDay
            );

    public static int MinuteOf(long localMs) =>
        (int)((localMs - (DayOf(localMs) * DayMs)) / MinuteMs);

    /// <summary>An implausible reading: listed on the day of its start, never counted.</summary>
    public void SetAside(in ShownReading reading, int rank)
    {
        if (Find(DayOf(LocalAt(reading.StartMs, reading.Zone))) is not { } notes)
            return;
        notes.SetAside++;
        seen[rank] = true;
    }

    /// <summary>Whether a source had a reading in the year, counted or set aside.</summary>
    public bool HasSeen(int rank) => seen[rank];

    /// <summary>Null when the day is of another year.</summary>
    public DayNotes? Find(int day)
    {
        var index = day - firstDay;
        return index < 0 || index >= days.Length
            ? null
            : days[index] ??= new(Sources.Count, Kind.Codes.Count)
            {
                Overruled = overrules.ContainsKey(day),
            };
    }

    /// <summary>A reading counted; the newest of them is kept.</summary>
    public void Saw(in ShownReading reading, int rank)
    {
        seen[rank] = true;
        if (Latest is { } known && known.StartMs >= reading.StartMs)
            return;
        Latest = new(
            reading.StartMs,
            reading.DurationMs,
            reading.First,
            reading.Second,
            reading.Third,
            reading.Fourth,
            rank
        );
    }

    public IEnumerable<(DateOnly Day, DayNotes Notes)> Noted()
    {
        for (var i = 0; i < days.Length; i++)
            if (days[i] is { HasAnything: true } notes)
                yield return (DateOnly.FromDayNumber(firstDay + i + EpochDay), notes);
    }

    public static DateOnly DateOf(int day) => DateOnly.FromDayNumber(day + EpochDay);

    private LocalClock ClockOf(string name)
    {
        if (zones.TryGetValue(name, out var clock))
            return clock;
        clock = ZoneRules.TryFind(name, out var zone) ? LocalClock.Of(zone, FromMs, EndMs) : person;
        zones.Add(name, clock);
        return clock;
    }
}
