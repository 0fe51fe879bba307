using HealthRecord.Domain.Readings;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard;

/// <summary>Says where a reading came from: the device's own name, or that somebody typed it.</summary>
internal static class SourceWords
{
    public static string Of(SourceKey? source, IStringLocalizer<DashboardTexts> texts) =>
        source switch
        {
            null => "",
            { Name.Length: > 0 } named => named.Name,
            { Producer: "hand" } => texts["source.hand"],
            { Producer: "api" } => texts["source.api"],
            { Producer: "apple" } => texts["source.apple"],
            _ => source.Producer,
        };
}
