using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>One year of daily summaries of one kind of one person, after all sources were reconciled: a cache.</summary>
/// <param name="Sources">Everybody who had a reading in the year, in the order of priority that was used.</param>
/// <param name="Days">Ascending; days without a reading are absent, never zero.</param>
/// <param name="Latest">The newest reading of the year that counts, for a tile.</param>
/// <param name="Nights">For <c>sleep-stage</c> only: the nights that ended on a day of the year.</param>
public sealed record DayTable(
    string KindCode,
    int Year,
    DayTableBasis Basis,
    IReadOnlyList<SourceKey> Sources,
    IReadOnlyList<DaySummary> Days,
    LatestReading? Latest,
    IReadOnlyList<Night> Nights
)
{
    public bool Equals(DayTable? other) =>
        other is not null
        && KindCode == other.KindCode
        && Year == other.Year
        && Basis == other.Basis
        && Sources.SequenceEqual(other.Sources)
        && Days.SequenceEqual(other.Days)
        && Latest == other.Latest
        && Nights.SequenceEqual(other.Nights);

    public override int GetHashCode() => HashCode.Combine(KindCode, Year, Days.Count);
}

/// <summary>What a table was computed from; if one part differs now, it is rebuilt.</summary>
/// <param name="Algorithm"><see cref="DayTableBuilder.Algorithm"/> of the program that built it.</param>
/// <param name="Zones">Digest of the person's <see cref="Time.ZoneTimeline"/>.</param>
/// <param name="Priorities">Digest of the order of sources and of the days that were overruled by hand.</param>
/// <param name="Rows">Row versions read, ordered by row.</param>
public sealed record DayTableBasis(
    int Algorithm,
    ulong Zones,
    ulong Priorities,
    IReadOnlyList<RowVersion> Rows
)
{
    public bool Equals(DayTableBasis? other) =>
        other is not null
        && Algorithm == other.Algorithm
        && Zones == other.Zones
        && Priorities == other.Priorities
        && Rows.SequenceEqual(other.Rows);

    public override int GetHashCode() => HashCode.Combine(Algorithm, Zones, Priorities, Rows.Count);
}

public readonly record struct RowVersion(Guid Row, long Version);

/// <summary>One local day. Numbers are in the kind's canonical unit and NaN where the kind has no such figure.</summary>
/// <param name="Count">Readings that count.</param>
/// <param name="Mean">Weighted by time for continuous kinds of intervals; energy mean for sound.</param>
/// <param name="Total">Sum, or merged sum for cumulative kinds (steps), or merged length in the kind's unit for durations; hours asleep for <c>sleep-stage</c>.</param>
/// <param name="Second">Mean diastolic pressure; <paramref name="Third"/> is the mean pulse.</param>
/// <param name="HoursByCode">For coded kinds of intervals: hours for each of the kind's codes, of all nights and naps that ended on the day; else empty.</param>
/// <param name="SetAside">Implausible readings, listed and not counted.</param>
/// <param name="Shares">Who gave what of the day.</param>
/// <param name="Echoes">Readings recognised as the same event told by another source, not counted again.</param>
/// <param name="Overruled">A person chose the source of this day.</param>
public sealed record DaySummary(
    DateOnly Day,
    int Count,
    double Mean,
    double Min,
    double Max,
    double Last,
    double Total,
    double Second,
    double Third,
    IReadOnlyList<double> HoursByCode,
    int SetAside,
    IReadOnlyList<DayShare> Shares,
    int Echoes,
    bool Overruled
)
{
    public bool Equals(DaySummary? other) =>
        other is not null
        && (Day, Count, SetAside, Echoes, Overruled)
            == (other.Day, other.Count, other.SetAside, other.Echoes, other.Overruled)
        && Numbers.SequenceEqual(other.Numbers)
        && HoursByCode.SequenceEqual(other.HoursByCode)
        && Shares.SequenceEqual(other.Shares);

    public override int GetHashCode() => HashCode.Combine(Day, Count, Total);

    // NaN equals NaN here, unlike with ==.
    private double[] Numbers => [Mean, Min, Max, Last, Total, Second, Third];
}

/// <summary>What one source gave to a day's figure, for an explanation in words: rounded to two decimals, figures of days to six.</summary>
/// <param name="Source">Index into <see cref="DayTable.Sources"/>.</param>
/// <param name="Amount">Part of the total for sums; number of readings elsewhere.</param>
/// <param name="Ignored">What the source also had for minutes that another one won, in the same measure as <paramref name="Amount"/>.</param>
/// <param name="FirstMinute">Local minute of the day at which its part begins; -1 when it gave nothing.</param>
/// <param name="LastMinute">Local minute after its last part.</param>
public readonly record struct DayShare(
    int Source,
    double Amount,
    double Ignored,
    int FirstMinute,
    int LastMinute
);

/// <param name="Source">Index into <see cref="DayTable.Sources"/>.</param>
public sealed record LatestReading(
    long StartMs,
    long DurationMs,
    double First,
    double Second,
    double Third,
    double Fourth,
    int Source
);

/// <summary>One night (or nap) of one source, assigned to the local day of waking.</summary>
/// <param name="HoursByCode">Merged lengths per code of <c>sleep-stage</c>; in-bed overlaps the stages and is never added to them.</param>
/// <param name="Source">Index into <see cref="DayTable.Sources"/>: stages of two sources are never mixed.</param>
public sealed record Night(
    DateOnly Day,
    long StartMs,
    long EndMs,
    int StartMinute,
    int EndMinute,
    IReadOnlyList<double> HoursByCode,
    double AsleepHours,
    int Awakenings,
    int Source,
    bool IsNap
)
{
    public bool Equals(Night? other) =>
        other is not null
        && (Day, StartMs, EndMs, StartMinute, EndMinute)
            == (other.Day, other.StartMs, other.EndMs, other.StartMinute, other.EndMinute)
        && (AsleepHours, Awakenings, Source, IsNap)
            == (other.AsleepHours, other.Awakenings, other.Source, other.IsNap)
        && HoursByCode.SequenceEqual(other.HoursByCode);

    public override int GetHashCode() => HashCode.Combine(Day, StartMs, EndMs);
}
