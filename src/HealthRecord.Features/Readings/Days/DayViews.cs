using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;

namespace HealthRecord.Features.Readings;

/// <summary>Days of one kind as charts, tables and the API show them.</summary>
/// <param name="Days">Ascending; a day without a reading is absent.</param>
/// <param name="Damaged">Months of readings that cannot be opened: the page says so.</param>
public sealed record DaysView(
    PersonId Person,
    Kind Kind,
    KindTag Tag,
    IReadOnlyList<DayRow> Days,
    IReadOnlyList<NightRow> Nights,
    int Damaged
);

/// <param name="Shares">Who gave what of the day, best source first.</param>
public sealed record DayRow(DaySummary Summary, IReadOnlyList<ShareRow> Shares)
{
    public DateOnly Day => Summary.Day;
}

/// <summary>What one source gave to a day, and what of it did not count because another one was believed.</summary>
public sealed record ShareRow(
    SourceKey Source,
    double Amount,
    double Ignored,
    int FirstMinute,
    int LastMinute
);

public sealed record NightRow(Night Night, SourceKey Source);

/// <summary>What a dashboard shows of one kind: computed from day tables alone.</summary>
/// <param name="Latest">The newest reading that counts; null when all of them were deleted.</param>
/// <param name="Line">The days of the last <see cref="ReadLatest.LineDays"/>; absent ones are gaps.</param>
/// <param name="Recent">The days of the last <see cref="ReadLatest.RecentDays"/>, from which a usual range is computed.</param>
/// <param name="DaySources">Who gave something of <paramref name="NewestDay"/>, best source first.</param>
/// <param name="NewestDay">The newest local day with a reading, of which the total of a day is shown.</param>
public sealed record KindLatest(
    Kind Kind,
    KindTag Tag,
    LatestReading? Latest,
    SourceKey? Source,
    DaySummary? NewestDay,
    Night? NewestNight,
    IReadOnlyList<DaySummary> Line,
    IReadOnlyList<DaySummary> Recent,
    IReadOnlyList<SourceKey> DaySources,
    int Damaged
);

/// <param name="Today">The person's local day.</param>
public sealed record LatestView(
    PersonId Person,
    DateOnly Today,
    PersonFacts? Facts,
    ZoneTimeline Zones,
    IReadOnlyList<KindLatest> Kinds
);
