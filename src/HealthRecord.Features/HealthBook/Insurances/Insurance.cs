using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Insurances;

/// <summary>Who pays for care, and under what number.</summary>
public sealed record Insurance : BookPayload
{
    internal static readonly EntryType<Insurance> Type = new(
        "insurance",
        RecordDomains.Facts,
        BookJson.Default.Insurance
    );

    internal static readonly BookPart Part = new BookPart<Insurance>(
        10,
        "part.insurances",
        Type,
        Icons.Material.Outlined.HealthAndSafety,
        typeof(InsuranceForm),
        (one, texts) =>
            BookRow.Of(
                one.Name,
                texts[$"insurance.{one.Kind}"],
                one.Number,
                one.Until is { } day ? texts["insurance.until-day", Moments.Day(day, true)] : null,
                one.Note
            ) with
            {
                Phone = one.Phone,
            }
    )
    {
        Group = BookGroup.Papers,
    };

    public required string Name { get; init; }

    public InsuranceKind Kind { get; init; }

    public string? Number { get; init; }

    public string? Phone { get; init; }

    public DateOnly? Until { get; init; }

    internal override Error? Check(DateOnly today) =>
        CheckName(Name)
        ?? CheckLength(Number, LongestName)
        ?? PhoneNumber.Check(Phone)
        ?? base.Check(today);
}

public enum InsuranceKind
{
    Compulsory,
    Complementary,
    Other,
}
