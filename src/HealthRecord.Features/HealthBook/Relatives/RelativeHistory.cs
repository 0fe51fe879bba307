using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Relatives;

/// <summary>What a relative had, as the family tells it. Nothing is concluded from it.</summary>
public sealed record RelativeHistory : BookPayload
{
    internal static readonly EntryType<RelativeHistory> Type = new(
        "family-history",
        RecordDomains.Medication,
        BookJson.Default.RelativeHistory
    );

    internal static readonly BookPart Part = new BookPart<RelativeHistory>(
        12,
        "part.relatives",
        Type,
        Icons.Material.Outlined.FamilyRestroom,
        typeof(RelativeHistoryForm),
        (one, texts) =>
            BookRow.Of(
                one.What,
                texts[$"relative.{one.Who}"],
                one.Age is { } age ? texts["relative.at-age", age] : null,
                one.Note
            )
    )
    {
        Group = BookGroup.Self,
    };

    public const int OldestAge = 130;

    public Relative Who { get; init; }

    public required string What { get; init; }

    /// <summary>Age in years at which it began.</summary>
    public int? Age { get; init; }

    internal override Error? Check(DateOnly today) =>
        CheckName(What)
        ?? (Age is < 0 or > OldestAge ? BookErrors.AgeOdd : null)
        ?? base.Check(today);
}

public enum Relative
{
    Mother,
    Father,
    Sister,
    Brother,
    Child,
    MothersSide,
    FathersSide,
}
