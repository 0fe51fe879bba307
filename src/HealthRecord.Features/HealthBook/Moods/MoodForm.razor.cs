using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Moods;

/// <summary>Edits one mood.</summary>
public sealed partial class MoodForm
{
    private MoodLevel level = MoodLevel.Middle;
    private DateOnly? on;
    private TimeOnly? at;
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
        if (Value is not Mood given)
        {
            (on, at) = (DateOnly.FromDateTime(Clock.Now), Clock.Minute);
            return;
        }
        (level, on, at, note) = (given.Level, given.On, given.At, given.Note);
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Mood
            {
                Level = level,
                On = on,
                At = at,
                Zone = Clock.ZoneOf(on, (Value as Mood)?.Zone, (Value as Mood)?.On),
                Note = BookPayload.Clean(note),
            }
        );
}
