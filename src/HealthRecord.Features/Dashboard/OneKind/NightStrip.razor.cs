using System.Globalization;
using HealthRecord.Features.Dashboard.Charts;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>One night from falling asleep to waking: a named lane for each stage, one above the other, with its length.</summary>
public sealed partial class NightStrip
{
    [Parameter, EditorRequired]
    public IReadOnlyList<NightPart> Parts { get; set; } = [];

    private DateTime From => Parts.Min(p => p.From);

    private DateTime To => Parts.Max(p => p.To);

    /// <summary>Awake at the top, deepest at the foot.</summary>
    private IEnumerable<string> Stages =>
        ChartMaker.Stages.Reverse().Where(s => Parts.Any(p => p.Stage == s));

    private double HoursOf(string stage) =>
        Parts.Where(p => p.Stage == stage).Sum(p => p.Length.TotalHours);

    private string Place(NightPart part)
    {
        var whole = (To - From).TotalMinutes;
        var left = 100 * (part.From - From).TotalMinutes / whole;
        var width = 100 * part.Length.TotalMinutes / whole;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"left:{left:0.##}%;width:{width:0.##}%"
        );
    }
}
