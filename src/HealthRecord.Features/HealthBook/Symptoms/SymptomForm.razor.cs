using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Symptoms;

/// <summary>Edits one symptom.</summary>
public sealed partial class SymptomForm
{
    private string what = "";
    private DateOnly? on;
    private TimeOnly? at;
    private SymptomStrength? strength;
    private string? note;

    [Parameter]
    public BookPayload? Value { get; set; }

    [Parameter]
    public EventCallback<BookPayload> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [CascadingParameter]
    public BookClock Clock { get; set; } = BookClock.Usual;

    protected override void OnInitialized()
    {
        if (Value is not Symptom given)
        {
            (on, at) = (DateOnly.FromDateTime(Clock.Now), Clock.Minute);
            return;
        }
        (what, on, at, strength, note) = (
            given.What,
            given.On,
            given.At,
            given.Strength,
            given.Note
        );
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Symptom
            {
                What = what.Trim(),
                On = on,
                At = at,
                Zone = Clock.ZoneOf(on, (Value as Symptom)?.Zone, (Value as Symptom)?.On),
                Strength = strength,
                Note = BookPayload.Clean(note),
            }
        );
}
