using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard.Tiles;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>A span of one kind of one person.</summary>
/// <param name="Days">Of the span, ascending; days without a reading are absent.</param>
/// <param name="Unit">The one that the reader prefers.</param>
internal sealed record KindView(
    Kind Kind,
    KindTag Tag,
    DateOnly From,
    DateOnly To,
    DateOnly Today,
    IReadOnlyList<DayRow> Days,
    IReadOnlyList<NightRow> Nights,
    Band? Band,
    Unit? Unit,
    int Damaged
);

/// <summary>What the page of one kind and its chart show of a span.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadKindPage(
    ReadDays days,
    Access access,
    TileChoices choices,
    PersonFactsReader facts,
    TimeProvider time
)
{
    /// <summary>What was usual in the last 90 days says nothing about the years before.</summary>
    private static bool Fits(Band band, DateOnly first, DateOnly today) =>
        !band.IsOwn || first > today.AddDays(-UsualRange.Days);

    /// <param name="to">Null for today.</param>
    /// <param name="from">A closer look: instead of the first day of the range.</param>
    public async Task<Outcome<KindView>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        KindRange range,
        DateOnly? to,
        CancellationToken ct,
        DateOnly? from = null
    )
    {
        if (await access.ToAsync(actor, person, ct) is null)
            return ReadingErrors.NotFound;
        var known = await facts.GetAsync(person, ct);
        var clock = new PersonClock(known.ZonesOrUsual(), time);
        // Whatever stands in an address: as far back as anybody's readings go, and not beyond next year.
        var last = KindRanges.Within(to ?? clock.Today, clock.Today);
        var first =
            from is { } asked && asked <= last
                ? KindRanges.Within(asked, clock.Today)
                : KindRanges.First(range, last);
        var usual = clock.Today.AddDays(1 - UsualRange.Days);
        var read = await days.RunAsync(
            actor,
            person,
            tag,
            first < usual ? first : usual,
            last > clock.Today ? last : clock.Today,
            ct
        );
        if (!read.TryGet(out var view))
            return read.Error!;
        var recent = view.Days.Where(d => d.Day >= usual).Select(d => d.Summary).ToList();
        var choice = await choices.RunAsync(actor, person, ct);
        var shown = view.Days.Where(d => d.Day >= first && d.Day <= last).ToList();
        return new KindView(
            view.Kind,
            tag,
            range == KindRange.All && from is null && shown.Count > 0 ? shown[0].Day : first,
            last,
            clock.Today,
            shown,
            [.. view.Nights.Where(n => n.Night.Day >= first && n.Night.Day <= last)],
            Bands.Of(view.Kind, known, clock.Today, recent) is { } band
            && Fits(band, first, clock.Today)
                ? band
                : null,
            ShownUnits.Of(view.Kind, choice.Units.GetValueOrDefault(view.Kind.Code)),
            view.Damaged
        );
    }
}
