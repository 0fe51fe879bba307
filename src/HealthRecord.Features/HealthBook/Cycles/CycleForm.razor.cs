using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Cycles;

/// <summary>Edits one period.</summary>
public sealed partial class CycleForm
{
    private DateOnly? start;
    private DateOnly? end;
    private CycleFlow? flow;
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
        if (Value is not Cycle given)
            return;
        (start, end, flow, note) = (given.Start, given.End, given.Flow, given.Note);
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Cycle
            {
                Start = start,
                End = end,
                Flow = flow,
                Note = BookPayload.Clean(note),
            }
        );
}
