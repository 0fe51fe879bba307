using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Medication.Pages;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Medication.Day;

/// <summary>One planned dose of a day: its state by word and icon, and one tap for each answer.</summary>
public sealed partial class DoseRow
{
    [Parameter, EditorRequired]
    public Medicine Medicine { get; set; } = null!;

    [Parameter, EditorRequired]
    public DoseState State { get; set; } = null!;

    /// <summary>Whether there is a tick that can be taken back.</summary>
    [Parameter]
    public bool Ticked { get; set; }

    [Parameter, EditorRequired]
    public ZoneTimeline Zones { get; set; } = null!;

    [Parameter]
    public bool MayWrite { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<DoseTick> OnTick { get; set; }

    [Parameter]
    public EventCallback OnUndo { get; set; }

    private PlannedDose Dose => State.Dose;

    /// <summary>Which dose a button is for, to whoever hears it.</summary>
    private string Named => $"{Medicine.Name} {MedicineWords.Clock(Dose.At)}";

    private string Standing =>
        State.Progress switch
        {
            DoseProgress.Taken or DoseProgress.TakenLate => "is-within",
            DoseProgress.Forgotten => "is-outside",
            _ => "is-unusual",
        };
}
