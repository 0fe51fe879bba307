using HealthRecord.Domain;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Growth;

/// <summary>One indicator: its sentence, its drawing for either width of screen, its values.</summary>
public sealed partial class GrowthSection
{
    /// <summary>A scale that tells every day fills a page; the newest are what one looks for.</summary>
    private const int MostRows = 200;

    private string sentence = "";
    private GrowthDrawing? wide;
    private GrowthDrawing? narrow;

    [Parameter, EditorRequired]
    public GrowthView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public GrowthSeries Series { get; set; } = null!;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    private string Heading => $"growth-{(int)Series.Indicator}";

    private IReadOnlyList<GrowthPoint> Rows { get; set; } = [];

    protected override void OnParametersSet()
    {
        Rows = [.. Series.Drawn.Reverse().Take(MostRows)];
        sentence = GrowthWords.Sentence(Series, View.Child!.Born, Texts);
        (wide, narrow) = Series.Drawn.Any()
            ? (
                GrowthDrawing.Of(View, Series, 720, 380, Texts),
                GrowthDrawing.Of(View, Series, 320, 300, Texts)
            )
            : (null, null);
    }

    private string Age(DateOnly day) => GrowthWords.Age(View.Child!.Born, day, Texts);

    private string Corrected(DateOnly day) =>
        GrowthWords.Age(View.Child!.Expected!.Value, day, Texts);
}
