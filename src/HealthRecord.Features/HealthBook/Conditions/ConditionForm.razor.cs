using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Conditions;

/// <summary>Edits one condition or operation.</summary>
public sealed partial class ConditionForm
{
    private string name = "";
    private ConditionKind kind;
    private DateOnly? since;
    private DateOnly? until;
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
        if (Value is not Condition given)
            return;
        (name, kind, since, until, note) = (
            given.Name,
            given.Kind,
            given.Since,
            given.Until,
            given.Note
        );
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Condition
            {
                Name = name.Trim(),
                Kind = kind,
                Since = since,
                Until = until,
                Note = BookPayload.Clean(note),
            }
        );
}
