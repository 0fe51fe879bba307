using System.Globalization;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>Says when something was, as one would at the table: <c>ce matin</c>, <c>hier</c>, <c>lun. 3 mars</c>.</summary>
public sealed class Moments(IStringLocalizer<UiTexts> texts)
{
    private const int Noon = 12;
    private const int Evening = 18;

    /// <param name="local">When, in the zone of the person.</param>
    /// <param name="now">Now, in the same zone.</param>
    public string Of(DateTime local, DateTime now)
    {
        if (local.Date == now.Date)
            return local.Hour switch
            {
                < Noon => texts["when.morning"],
                < Evening => texts["when.afternoon"],
                _ => texts["when.evening"],
            };
        return Of(DateOnly.FromDateTime(local), DateOnly.FromDateTime(now));
    }

    public string Of(DateOnly day, DateOnly today)
    {
        var ago = today.DayNumber - day.DayNumber;
        return ago switch
        {
            0 => texts["when.today"],
            1 => texts["when.yesterday"],
            _ => Day(day, day.Year != today.Year),
        };
    }

    /// <summary><c>lun. 3 mars</c>, with the year where it is not this one's.</summary>
    public static string Day(DateOnly day, bool withYear) =>
        day.ToString(withYear ? "ddd d MMM yyyy" : "ddd d MMM", CultureInfo.CurrentCulture);

    public static string Clock(DateTime local) =>
        local
            .ToString(Language.IsFrench ? "H:mm" : "HH:mm", CultureInfo.CurrentCulture)
            .Replace(":", Language.IsFrench ? "\u202fh\u202f" : ":", StringComparison.Ordinal);
}
