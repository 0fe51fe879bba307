using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Conditions;

/// <summary>A condition that a person lives with, or an operation, in the words of the person or a doctor.</summary>
public sealed record Condition : BookPayload
{
    internal static readonly EntryType<Condition> Type = new(
        "condition",
        RecordDomains.Medication,
        BookJson.Default.Condition
    );

    internal static readonly BookPart Part = new BookPart<Condition>(
        4,
        "part.conditions",
        Type,
        Icons.Material.Outlined.Healing,
        typeof(ConditionForm),
        (one, texts) =>
            BookRow.Of(
                one.Name,
                texts[$"condition.{one.Kind}"],
                BookWords.Span(one.Since, one.Until, texts),
                one.Note
            )
    )
    {
        Group = BookGroup.Care,
    };

    public required string Name { get; init; }

    public ConditionKind Kind { get; init; }

    /// <summary>For an operation: the day.</summary>
    public DateOnly? Since { get; init; }

    public DateOnly? Until { get; init; }

    internal override DateOnly? Day => Since;

    internal override Error? Check(DateOnly today) =>
        CheckName(Name) ?? CheckSpan(Since, Until, today) ?? base.Check(today);
}

public enum ConditionKind
{
    Condition,
    Operation,
}
