using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>Puts what is new of a kind into a number, a drawing and a sentence.</summary>
internal sealed class TileMaker(IStringLocalizer<DashboardTexts> texts, Moments moments)
{
    /// <param name="unit">UCUM code that the reader prefers; null for the canonical one.</param>
    public TileView? Of(KindLatest latest, PersonClock clock, int? age, string? unit)
    {
        var kind = latest.Kind;
        var today = clock.Today;
        if (Headline(latest) is not (var value, var second) || double.IsNaN(value))
            return null;
        var chosen = kind.Units.FirstOrDefault(u => u.Ucum == unit);
        var band = Bands.Of(kind, age, today, latest.Line);
        var standing = band?.Of(value, second) ?? Standing.Unknown;
        // A total of today is not finished: it cannot stand below anything yet.
        if (
            standing == Standing.Below
            && KindShapes.Of(kind) == KindShape.Total
            && latest.NewestDay?.Day == today
        )
            standing = Standing.Unknown;
        return new(
            kind.Code,
            latest.Tag.Text,
            kind.Name(Language.IsFrench),
            KindIcons.Of(kind),
            ValueWords.Of(kind, value, second, chosen),
            When(latest, clock),
            SourceWords.Of(SourceOf(latest), texts),
            SparkLine.Of(kind, latest.Line, today, band),
            standing,
            standing == Standing.Unknown || band is null
                ? null
                : texts[$"standing.{Key(standing, band)}", texts[band.Source]].Value,
            Sentence(latest, chosen),
            latest.Line.Sum(d => d.SetAside)
        );
    }

    private static (double First, double Second)? Headline(KindLatest latest) =>
        KindShapes.Of(latest.Kind) switch
        {
            KindShape.Total => (latest.NewestDay?.Total ?? double.NaN, double.NaN),
            KindShape.Night => (latest.NewestNight?.AsleepHours ?? double.NaN, double.NaN),
            KindShape.Coded => null,
            _ => latest.Latest is { } l ? (l.First, l.Second) : null,
        };

    private string When(KindLatest latest, PersonClock clock)
    {
        var shape = KindShapes.Of(latest.Kind);
        if (shape == KindShape.Total && latest.NewestDay is { } day)
            return moments.Of(day.Day, clock.Today);
        if (shape == KindShape.Night && latest.NewestNight is { } night)
            return texts["when.night", moments.Of(night.Day, clock.Today)];
        return latest.Latest is { } reading
            ? moments.Of(
                clock.Local(DateTime.UnixEpoch.AddMilliseconds(reading.StartMs)),
                clock.Now
            )
            : "";
    }

    private static SourceKey? SourceOf(KindLatest latest) => latest.Source;

    private string? Sentence(KindLatest latest, Domain.Measures.Unit? unit)
    {
        var trend = Trend.Of(latest.Kind, latest.Line);
        if (trend.Kind == TrendKind.TooFew)
            return null;
        if (trend.Kind == TrendKind.Stable)
            return texts["trend.stable", trend.Days].Value;
        var change = ValueWords.Change(latest.Kind, Math.Abs(trend.Change), unit);
        return texts[trend.Kind == TrendKind.Up ? "trend.up" : "trend.down", change, trend.Days];
    }

    private static string Key(Standing standing, Band band) =>
        standing switch
        {
            Standing.Above => band.IsOwn ? "above-usual" : "above",
            Standing.Below => band.IsOwn ? "below-usual" : "below",
            _ => band.IsOwn ? "within-usual" : "within",
        };
}
