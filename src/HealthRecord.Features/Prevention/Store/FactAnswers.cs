using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Prevention.Store;

/// <summary>What a person answered to the questions that change the programme. A question that is not here was not answered.</summary>
public sealed record FactAnswers
{
    /// <summary>One entry a person.</summary>
    internal const string Key = "facts";

    internal static readonly EntryType<FactAnswers> Type = new(
        "prevention-facts",
        RecordDomains.Facts,
        PreventionJson.Default.FactAnswers
    );

    public int Version { get; init; } = 1;

    public IReadOnlyDictionary<string, bool> Answers
    {
        get => field ?? new Dictionary<string, bool>(StringComparer.Ordinal);
        init;
    }

    /// <summary>When each was answered.</summary>
    public IReadOnlyDictionary<string, DateOnly> On
    {
        get => field ?? new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        init;
    }
}

/// <summary>Something of the programme that was done and is no injection: an examination, a test, an appointment.</summary>
public sealed record ProgrammeDone : BookPayload
{
    internal static readonly EntryType<ProgrammeDone> Type = new(
        "prevention-done",
        RecordDomains.Medication,
        PreventionJson.Default.ProgrammeDone
    );

    public required string Rule { get; init; }
    public DateOnly On { get; init; }
    public string? Procedure { get; init; }

    /// <summary>What sort of line it was; null in what was written before it was asked.</summary>
    public Domain.Prevention.Rules.RuleKind? Kind { get; init; }

    /// <summary>As the line was called: a later programme that does not know it any more takes no name away.</summary>
    public string? Title { get; init; }

    internal override DateOnly? Day => On;

    internal override string NaturalKey => $"{Rule}/{On:yyyy-MM-dd}";

    internal override Error? Check(DateOnly today) =>
        BookErrors.CheckPast(On, today) ?? base.Check(today);
}

/// <summary>What the person said about one item: later, not for me, wrong, done but nobody knows when.</summary>
public sealed record ItemChoice
{
    internal static readonly EntryType<ItemChoice> Type = new(
        "prevention-choice",
        RecordDomains.Medication,
        PreventionJson.Default.ItemChoice
    );

    public int Version { get; init; } = 1;
    public required string Item { get; init; }
    public DateOnly? Occurrence { get; init; }
    public Domain.Prevention.Engine.DecisionKind Kind { get; init; }
    public DateOnly? Until { get; init; }
    public DateTime AtUtc { get; init; }
    public string? Note { get; init; }

    /// <summary>One word on one item: the later one replaces the earlier.</summary>
    internal string NaturalKey => $"{Item}/{Occurrence:yyyy-MM-dd}";
}

/// <summary>"The record is complete up to this day", for one kind of item.</summary>
public sealed record CompleteUpTo
{
    internal static readonly EntryType<CompleteUpTo> Type = new(
        "prevention-complete",
        RecordDomains.Medication,
        PreventionJson.Default.CompleteUpTo
    );

    public int Version { get; init; } = 1;
    public Domain.Prevention.Rules.RuleKind Kind { get; init; }
    public DateOnly Day { get; init; }
    public DateTime AtUtc { get; init; }

    internal string NaturalKey => Kind.ToString();
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactAnswers))]
[JsonSerializable(typeof(ProgrammeDone))]
[JsonSerializable(typeof(ItemChoice))]
[JsonSerializable(typeof(CompleteUpTo))]
internal sealed partial class PreventionJson : JsonSerializerContext;
