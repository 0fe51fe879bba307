using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Allergies;

/// <summary>Edits one allergy or intolerance.</summary>
public sealed partial class AllergyForm
{
    private string substance = "";
    private AllergyKind kind;
    private string? reaction;
    private DateOnly? since;
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
        if (Value is not Allergy given)
            return;
        (substance, kind, reaction, since, note) = (
            given.Substance,
            given.Kind,
            given.Reaction,
            given.Since,
            given.Note
        );
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Allergy
            {
                Substance = substance.Trim(),
                Kind = kind,
                Reaction = BookPayload.Clean(reaction),
                Since = since,
                Note = BookPayload.Clean(note),
            }
        );
}
