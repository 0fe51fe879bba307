using System.Globalization;
using System.Text.RegularExpressions;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Imports;

/// <summary>Reads what programs and phones write: instants, numbers and the names that devices give to units.</summary>
internal static partial class IngestWords
{
    /// <summary>What phones call units that UCUM calls otherwise.</summary>
    private static readonly Dictionary<string, string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["count/min"] = "/min",
        ["bpm"] = "/min",
        ["degC"] = "Cel",
        ["degF"] = "[degF]",
        ["lb"] = "[lb_av]",
        ["lbs"] = "[lb_av]",
        ["Cal"] = "kcal",
        ["mg/dl"] = "mg/dL",
        ["mmol/l"] = "mmol/L",
        ["ml"] = "mL",
        ["mi"] = "[mi_i]",
        ["ft"] = "[ft_i]",
        ["in"] = "[in_i]",
    };

    /// <summary>Null when it is none of the kind's; the canonical one where nothing is said.</summary>
    public static Unit? UnitOf(Kind kind, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return kind.Canonical;
        var said = text.Trim();
        return kind.Units.FirstOrDefault(u => u.Ucum == said)
            ?? kind.Units.FirstOrDefault(u => u.Symbol == said)
            ?? kind.Units.FirstOrDefault(u =>
                Units.TryGetValue(said, out var ucum) && u.Ucum == ucum
            )
            // A phone counts steps, floors and drinks in "count".
            ?? (said == "count" ? kind.Units.FirstOrDefault(u => u.Ucum[0] == '{') : null);
    }

    /// <summary>
    /// A number as JSON or a phone writes it, with the decimal sign of either language. A comma before exactly three digits
    /// may mean thousands: it is refused, not guessed.
    /// </summary>
    public static bool TryNumber(string? text, out WrittenNumber number)
    {
        number = default;
        if (text is null || Thousands().IsMatch(text))
            return false;
        if (NumberText.TryParse(text, out number))
            return true;
        return decimal.TryParse(
                text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var exponent
            ) && NumberText.TryParse(exponent.ToString(CultureInfo.InvariantCulture), out number);
    }

    /// <summary>An instant, and the offset where one was written.</summary>
    /// <param name="zone">Where the clock hung when no offset is written; null for where the person lived.</param>
    public static bool TryInstant(
        string? text,
        string? zone,
        ZoneTimeline zones,
        out DateTime utc,
        out string? offset
    )
    {
        (utc, offset) = (default, null);
        if (text is null || !Iso().IsMatch(text))
            return false;
        if (Offset().IsMatch(text))
        {
            if (
                !DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var instant
                )
            )
                return false;
            utc = instant.UtcDateTime;
            // "Z" says when, not where.
            offset = text[^1] is 'Z' or 'z' ? null : OffsetOf(instant.Offset);
            return true;
        }
        if (
            !DateTime.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            ) || local.Year is < 2 or > 9997
        )
            return false;
        utc = (zone is null ? zones : ZoneTimeline.Of(zone)).UtcOf(local);
        return true;
    }

    private static string OffsetOf(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+")
        + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\s*[+-]?\d{1,3}(,\d{3})+\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Thousands();

    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|z|[+-]\d{2}:?\d{2})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"(Z|z|[+-]\d{2}:?\d{2})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Offset();
}
