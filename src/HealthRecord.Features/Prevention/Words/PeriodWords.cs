using HealthRecord.Domain.Prevention;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>A distance as one says it: <c>2 mois</c>, <c>1 an et 6 mois</c>.</summary>
internal static class PeriodWords
{
    public static string Of(Period period, IStringLocalizer<PreventionTexts> texts)
    {
        var parts = new List<string>();
        Add(period.Years, "year");
        Add(period.Months, "month");
        Add(period.Weeks, "week");
        Add(period.Days, "day");
        return parts.Count == 0
            ? texts["period.days", 0]
            : string.Join(' ' + texts["period.and"].Value + ' ', parts);

        void Add(int n, string unit)
        {
            if (n > 0)
                parts.Add(n == 1 ? texts[$"period.{unit}"] : texts[$"period.{unit}s", n]);
        }
    }
}
