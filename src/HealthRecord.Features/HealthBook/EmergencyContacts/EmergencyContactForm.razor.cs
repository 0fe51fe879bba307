using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.EmergencyContacts;

/// <summary>Edits one person to call.</summary>
public sealed partial class EmergencyContactForm
{
    private string name = "";
    private string? relation;
    private string phone = "";
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
        if (Value is not EmergencyContact given)
            return;
        (name, relation, phone, note) = (given.Name, given.Relation, given.Phone, given.Note);
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new EmergencyContact
            {
                Name = name.Trim(),
                Relation = BookPayload.Clean(relation),
                Phone = phone.Trim(),
                Note = BookPayload.Clean(note),
            }
        );
}
