using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.EmergencyContacts;

/// <summary>Somebody to call when something happens to the person.</summary>
public sealed record EmergencyContact : BookPayload
{
    internal static readonly EntryType<EmergencyContact> Type = new(
        "emergency-contact",
        RecordDomains.Facts,
        BookJson.Default.EmergencyContact
    );

    internal static readonly BookPart Part = new BookPart<EmergencyContact>(
        11,
        "part.contacts",
        Type,
        Icons.Material.Outlined.ContactPhone,
        typeof(EmergencyContactForm),
        (one, texts) => BookRow.Of(one.Name, one.Relation, one.Note) with { Phone = one.Phone }
    )
    {
        Group = BookGroup.Papers,
    };

    public required string Name { get; init; }

    public string? Relation { get; init; }

    public required string Phone { get; init; }

    internal override Error? Check(DateOnly today) =>
        CheckName(Name)
        ?? CheckLength(Relation, LongestName)
        ?? (Clean(Phone) is null ? BookErrors.PhoneMissing : PhoneNumber.Check(Phone))
        ?? base.Check(today);
}
