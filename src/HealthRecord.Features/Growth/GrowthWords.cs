using HealthRecord.Domain.Growth;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Growth;

/// <summary>Ages, values and places among the curves, as they are told.</summary>
internal static class GrowthWords
{
    private const int DaysInWords = 31;
    private const int MonthsInWords = 24;

    /// <summary>The age on a day: days for a month, months for two years, then years and months.</summary>
    public static string Age(DateOnly born, DateOnly day, IStringLocalizer<GrowthTexts> texts)
    {
        var days = Math.Max(0, day.DayNumber - born.DayNumber);
        if (days < DaysInWords)
            return Many(days, "age.day", "age.days", texts);
        var months = Months(born, day);
        if (months < MonthsInWords)
            return texts["age.months", months];
        var years = Many(months / 12, "age.year", "age.years", texts);
        return months % 12 == 0
            ? years
            : texts["age.both", years, texts["age.months", months % 12]];
    }

    /// <summary>A mark of the axis, from completed months.</summary>
    public static string Mark(int months, IStringLocalizer<GrowthTexts> texts) =>
        months == 0 ? texts["age.birth"]
        : months % 12 == 0 && months >= MonthsInWords || months == 12
            ? Many(months / 12, "age.year", "age.years", texts)
        : texts["age.months", months];

    public static string Value(GrowthIndicator indicator, double value) =>
        $"{ValueWords.Number(value, indicator == GrowthIndicator.WeightForAge ? 2 : 1)}\u00a0{Unit(indicator)}";

    public static string Unit(GrowthIndicator indicator) =>
        indicator switch
        {
            GrowthIndicator.WeightForAge => "kg",
            GrowthIndicator.BodyMassIndexForAge => "kg/m²",
            _ => "cm",
        };

    public static string Name(GrowthIndicator indicator, IStringLocalizer<GrowthTexts> texts) =>
        texts[$"indicator.{indicator}"];

    /// <summary>Never nought and never a hundred: nobody is below or above all others.</summary>
    public static string Percentile(GrowthScore? score, IStringLocalizer<GrowthTexts> texts) =>
        score is null ? "–"
        : score.Percentile < 1 ? texts["growth.below-1"].Value
        : score.Percentile > 99 ? texts["growth.above-99"].Value
        : ValueWords.Number(Math.Round(score.Percentile), 0);

    public static string Z(GrowthScore? score) =>
        score is null ? "–" : (score.Z > 0 ? "+" : "") + ValueWords.Number(score.Z, 2);

    public static string? Slip(string? unit, IStringLocalizer<GrowthTexts> texts) =>
        unit switch
        {
            "g" => texts["slip.g"].Value,
            "[lb_av]" => texts["slip.lb"].Value,
            "m" => texts["slip.m"].Value,
            "mm" => texts["slip.mm"].Value,
            "[in_i]" => texts["slip.in"].Value,
            _ => null,
        };

    /// <summary>The newest value in one sentence.</summary>
    public static string Sentence(
        GrowthSeries series,
        DateOnly born,
        IStringLocalizer<GrowthTexts> texts
    )
    {
        if (series.Drawn.LastOrDefault() is not { } last)
            return texts["growth.nothing"];
        var value = Value(series.Indicator, last.Value);
        var (day, age) = (Moments.Day(last.Day, true), Age(born, last.Day, texts));
        return last.Score is null
            ? texts["growth.sentence-bare", day, age, value]
            : texts["growth.sentence", day, age, value, Percentile(last.Score, texts)];
    }

    private static int Months(DateOnly born, DateOnly day)
    {
        var months = ((day.Year - born.Year) * 12) + day.Month - born.Month;
        return born.AddMonths(months) > day ? months - 1 : months;
    }

    private static string Many(
        int count,
        string one,
        string many,
        IStringLocalizer<GrowthTexts> texts
    ) => texts[count > 1 ? many : one, count];
}
