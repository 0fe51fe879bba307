using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Relatives;

/// <summary>Edits what a relative had.</summary>
public sealed partial class RelativeHistoryForm
{
    private Relative who;
    private string what = "";
    private int? age;
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
        if (Value is not RelativeHistory given)
            return;
        (who, what, age, note) = (given.Who, given.What, given.Age, given.Note);
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new RelativeHistory
            {
                Who = who,
                What = what.Trim(),
                Age = age,
                Note = BookPayload.Clean(note),
            }
        );
}
