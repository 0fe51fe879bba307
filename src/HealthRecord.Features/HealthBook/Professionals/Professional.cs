using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Professionals;

/// <summary>Somebody who cares for the person: where, and at what number.</summary>
public sealed record Professional : BookPayload
{
    internal static readonly EntryType<Professional> Type = new(
        "professional",
        RecordDomains.Medication,
        BookJson.Default.Professional
    );

    internal static readonly BookPart Part = new BookPart<Professional>(
        9,
        "part.professionals",
        Type,
        Icons.Material.Outlined.Badge,
        typeof(ProfessionalForm),
        (one, texts) =>
            BookRow.Of(one.Name, one.Speciality, one.Address, one.Note) with
            {
                Phone = one.Phone,
            }
    )
    {
        Group = BookGroup.Care,
    };

    public required string Name { get; init; }

    public string? Speciality { get; init; }

    public string? Address { get; init; }

    public string? Phone { get; init; }

    internal override Error? Check(DateOnly today) =>
        CheckName(Name)
        ?? CheckLength(Speciality, LongestName)
        ?? CheckLength(Address, LongestLine)
        ?? PhoneNumber.Check(Phone)
        ?? base.Check(today);
}
