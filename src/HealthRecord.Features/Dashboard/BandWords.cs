using HealthRecord.Domain.Measures;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard;

/// <summary>Names a band with its source, and says where a value stands to it: attributed, never a verdict.</summary>
internal static class BandWords
{
    public static string Name(Band band, IStringLocalizer<DashboardTexts> texts) =>
        texts[band.Source, band.Whose];

    public static string Of(Standing standing, Band band, IStringLocalizer<DashboardTexts> texts)
    {
        var key = standing switch
        {
            Standing.Above => "above",
            Standing.Below => "below",
            _ => "within",
        };
        return band.IsOwn
            ? texts[$"standing.{key}-usual", band.Whose]
            : texts[$"standing.{key}", Name(band, texts)];
    }

    /// <summary>The band in numbers, as it stands under a chart.</summary>
    public static string Sentence(
        Kind kind,
        Band band,
        Unit? unit,
        IStringLocalizer<DashboardTexts> texts
    )
    {
        if (band.IsOwn)
            return texts[
                "band.usual-between",
                band.Whose,
                Value(band.Low, band.SecondLow),
                Value(band.High, band.SecondHigh)
            ];
        return band.Low is null
            ? texts["band.below", Capital(Name(band, texts)), Value(band.High, band.SecondHigh)]
            : texts[
                "band.between",
                Capital(Name(band, texts)),
                Value(band.Low, band.SecondLow),
                Value(band.High, band.SecondHigh)
            ];

        string Value(double? first, double? second) =>
            ValueWords.Of(kind, first ?? double.NaN, second ?? double.NaN, unit).ToString();
    }

    private static string Capital(string text) =>
        text.Length == 0
            ? text
            : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];
}
