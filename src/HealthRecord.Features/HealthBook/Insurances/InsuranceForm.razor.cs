using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Insurances;

/// <summary>Edits one insurance.</summary>
public sealed partial class InsuranceForm
{
    private string name = "";
    private InsuranceKind kind;
    private string? number;
    private string? phone;
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
        if (Value is not Insurance given)
            return;
        (name, kind, number, phone, until, note) = (
            given.Name,
            given.Kind,
            given.Number,
            given.Phone,
            given.Until,
            given.Note
        );
    }

    private Task SaveAsync() =>
        OnSave.InvokeAsync(
            new Insurance
            {
                Name = name.Trim(),
                Kind = kind,
                Number = BookPayload.Clean(number),
                Phone = BookPayload.Clean(phone),
                Until = until,
                Note = BookPayload.Clean(note),
            }
        );
}
