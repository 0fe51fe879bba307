using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>A reading in words: as it was written, or the name of its code and how long it lasted.</summary>
internal static class ReadingWords
{
    public static string Of(Kind kind, ReadingView reading, IStringLocalizer<DashboardTexts> texts)
    {
        var length =
            reading.Duration > TimeSpan.Zero && kind.Codes.Count > 0
                ? $" · {ValueWords.Hours(reading.Duration.TotalHours)}"
                : "";
        // The pulse of a cuff has a unit of its own.
        if (KindShapes.Of(kind) == KindShape.Pair && reading.Values is [_, _, .., { } pulse])
        {
            var pressure = ValueWords.AsWritten(kind, [.. reading.Values.Take(2)], reading.Unit);
            return texts[
                "reading.with-pulse",
                pressure,
                NumberText.Format(pulse, Language.IsFrench)
            ];
        }
        if (kind.Codes.Count == 0)
            return ValueWords.AsWritten(kind, reading.Values, reading.Unit) + length;
        var at = reading.Values is [{ } code, ..] ? (int)code.ToDouble() : -1;
        var name =
            at >= 0 && at < kind.Codes.Count ? CodeWords.Of(kind, kind.Codes[at], texts) : "–";
        return name + length;
    }
}
