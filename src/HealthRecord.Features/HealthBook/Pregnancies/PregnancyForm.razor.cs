using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Pregnancies;

/// <summary>Edits one pregnancy.</summary>
public sealed partial class PregnancyForm
{
    private DateOnly? period;
    private DateOnly? expected;
    private DateOnly? ended;
    private bool birth;
    private string? note;

    [Parameter]
    public BookPayload? Value { get; set; }

    [Parameter]
    public EventCallback<BookPayload> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    protected override void OnInitialized()
    {
        if (Value is PregnancyEntry given)
            (period, expected, ended, birth, note) = (
                given.LastPeriod,
                given.Expected,
                given.EndedOn,
                given.Birth,
                given.Note
            );
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new PregnancyEntry
            {
                LastPeriod = period,
                Expected = expected,
                EndedOn = ended,
                Birth = birth && ended is not null,
                Note = BookPayload.Clean(note),
            }
        );
}
