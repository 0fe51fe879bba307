using HealthRecord.Domain.Measures;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>Puts what is new of a kind into a number, a drawing and a sentence.</summary>
internal sealed class TileMaker(IStringLocalizer<DashboardTexts> texts, Moments moments)
{
    /// <param name="unit">UCUM code that the reader prefers; null for the usual one.</param>
    public TileView? Of(KindLatest latest, PersonClock clock, PersonFacts? person, string? unit)
    {
        var kind = latest.Kind;
        var today = clock.Today;
        if (Headline(latest) is not (var value, var second) || double.IsNaN(value))
            return null;
        var chosen = ShownUnits.Of(kind, unit);
        var band = Bands.Of(kind, person, today, latest.Recent);
        var standing = StandingOf(latest, band, value, second, today);
        return new(
            kind.Code,
            latest.Tag.Text,
            kind.Name(Language.IsFrench),
            KindIcons.Of(kind),
            ValueWords.Of(kind, value, second, chosen),
            When(latest, clock),
            FromOf(latest),
            SparkLine.Of(kind, latest.Line, today, band),
            standing,
            band is { IsOwn: true },
            standing == Standing.Unknown || band is null
                ? null
                : BandWords.Of(standing, band, texts),
            Sentence(latest, clock, chosen),
            latest.Line.Sum(d => d.SetAside)
        );
    }

    private static Standing StandingOf(
        KindLatest latest,
        Band? band,
        double value,
        double second,
        DateOnly today
    )
    {
        if (band is null)
            return Standing.Unknown;
        var shape = KindShapes.Of(latest.Kind);
        // A usual range is one of days: of several readings in a day no single one is measured against it.
        if (
            band.IsOwn
            && shape is KindShape.Pair or KindShape.State
            && latest.Kind.Aggregation.HasFlag(Aggregation.Last) == false
            && latest.NewestDay is { Count: > 1 }
        )
            return Standing.Unknown;
        var standing = band.Of(value, second);
        // A total of today is not finished: it cannot stand below anything yet.
        return
            standing == Standing.Below && shape == KindShape.Total && latest.NewestDay?.Day == today
            ? Standing.Unknown
            : standing;
    }

    private static (double First, double Second)? Headline(KindLatest latest) =>
        KindShapes.Of(latest.Kind) switch
        {
            KindShape.Total => (latest.NewestDay?.Total ?? double.NaN, double.NaN),
            KindShape.Ribbon => (latest.NewestDay?.Mean ?? double.NaN, double.NaN),
            KindShape.Night => (latest.NewestNight?.AsleepHours ?? double.NaN, double.NaN),
            KindShape.Coded => null,
            _ => latest.Latest is { } l ? (l.First, l.Second) : null,
        };

    private string When(KindLatest latest, PersonClock clock)
    {
        var shape = KindShapes.Of(latest.Kind);
        if (shape == KindShape.Total && latest.NewestDay is { } day)
            return moments.Of(day.Day, clock.Today);
        if (shape == KindShape.Ribbon && latest.NewestDay is { } dense)
            return texts["when.mean", moments.Of(dense.Day, clock.Today)];
        if (shape == KindShape.Night && latest.NewestNight is { } night)
            return texts["when.night", moments.Of(night.Day, clock.Today)];
        return latest.Latest is { } reading
            ? moments.Of(
                clock.Local(DateTime.UnixEpoch.AddMilliseconds(reading.StartMs)),
                clock.Now
            )
            : "";
    }

    private string FromOf(KindLatest latest) =>
        KindShapes.Of(latest.Kind) is KindShape.Total or KindShape.Ribbon
            ? string.Join(
                ", ",
                latest.DaySources.Take(2).Select(source => SourceWords.Of(source, texts))
            )
            : SourceWords.Of(latest.Source, texts);

    private string? Sentence(KindLatest latest, PersonClock clock, Unit? unit)
    {
        var shape = KindShapes.Of(latest.Kind);
        // A total of today is not finished: it would bend the line down every morning.
        var figures = latest
            .Line.Where(d => shape != KindShape.Total || d.Day < clock.Today)
            .Select(d => (d.Day, KindShapes.Figure(latest.Kind, d)));
        if (LinearTrend.Of(figures, clock.Today, ReadLatest.LineDays) is not { } trend)
            return null;
        var days = trend.To.DayNumber - trend.From.DayNumber;
        // What the figures of the tile would not show is no change either.
        if (!trend.IsClear || Math.Abs(trend.Change) < Math.Pow(10, -latest.Kind.Decimals))
            return texts["trend.stable", days].Value;
        var change = ValueWords.Change(latest.Kind, Math.Abs(trend.Change), unit);
        return texts[trend.Change > 0 ? "trend.up" : "trend.down", change, days];
    }
}
