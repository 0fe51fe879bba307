using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Medication.Day;

/// <summary>The day in a line, on the person's page: how many doses are ahead, and the way there.</summary>
public sealed partial class DayLine
{
    private string? sum;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Inject]
    private ReadMedicines Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Person, CancellationToken.None);
        sum =
            read.TryGet(out var view) && DayView.Of(view) is var day
                ? Words.Summary(day.Ahead, day.Forgotten)
                : null;
    }
}
