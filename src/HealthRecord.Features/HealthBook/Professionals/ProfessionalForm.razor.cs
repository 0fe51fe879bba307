using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Professionals;

/// <summary>Edits one health professional.</summary>
public sealed partial class ProfessionalForm
{
    private string name = "";
    private string? speciality;
    private string? address;
    private string? phone;
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
        if (Value is not Professional given)
            return;
        (name, speciality, address, phone, note) = (
            given.Name,
            given.Speciality,
            given.Address,
            given.Phone,
            given.Note
        );
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Professional
            {
                Name = name.Trim(),
                Speciality = BookPayload.Clean(speciality),
                Address = BookPayload.Clean(address),
                Phone = BookPayload.Clean(phone),
                Note = BookPayload.Clean(note),
            }
        );
}
