using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Cycles;

/// <summary>One period. Private: it lies in a domain that is never shared with the rest.</summary>
public sealed record Cycle : BookPayload
{
    internal static readonly EntryType<Cycle> Type = new(
        "cycle",
        RecordDomains.SexualReproductive,
        BookJson.Default.Cycle
    );

    internal static readonly BookPart Part = new BookPart<Cycle>(
        7,
        "part.cycles",
        Type,
        Icons.Material.Outlined.WaterDrop,
        typeof(CycleForm),
        (one, texts) =>
            BookRow.Of(
                Moments.Day(one.Start ?? default, true),
                one.End is { } end
                    ? texts["cycle.until", Moments.Day(end, true), one.Length]
                    : null,
                one.Flow is { } flow ? texts[$"cycle.{flow}"] : null,
                one.Note
            )
    )
    {
        Group = BookGroup.Self,
        Concerns = person => person.MayHaveCycles(),
    };

    /// <summary>Longer than this a slip is likelier.</summary>
    private const int LongestDays = 60;

    public DateOnly? Start { get; init; }

    /// <summary>The last day, included.</summary>
    public DateOnly? End { get; init; }

    public CycleFlow? Flow { get; init; }

    internal int Length =>
        End is { } end && Start is { } start ? end.DayNumber - start.DayNumber + 1 : 0;

    internal override DateOnly? Day => Start;

    /// <summary>Of one day there is one beginning.</summary>
    internal override string? NaturalKey => Start is { } day ? $"{day:yyyy-MM-dd}" : null;

    internal override Error? Check(DateOnly today) =>
        BookErrors.CheckPast(Start, today)
        ?? CheckSpan(Start, End, today)
        ?? (Length > LongestDays ? BookErrors.EndFarAway : null)
        ?? base.Check(today);
}

public enum CycleFlow
{
    Light,
    Medium,
    Heavy,
}
