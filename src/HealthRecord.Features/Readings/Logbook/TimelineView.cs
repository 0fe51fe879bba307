using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings;

/// <summary>What a logbook shows; filters are combined.</summary>
[Flags]
public enum TimelineItems
{
    None = 0,

    /// <summary>Readings that somebody typed or a program sent.</summary>
    Readings = 1,
    Notes = 2,
    Imports = 4,
    Workouts = 8,
    Nights = 16,
    All = Readings | Notes | Imports | Workouts | Nights,
}

/// <summary>One line of the logbook. Exactly one of the details is there, as <paramref name="Item"/> says.</summary>
public sealed record TimelineRow(TimelineItems Item, DateOnly Day, DateTime AtUtc, DateTime AtLocal)
{
    public Kind? Kind { get; init; }
    public KindTag? Tag { get; init; }
    public ReadingView? Reading { get; init; }
    public NoteView? Note { get; init; }
    public ImportLine? Import { get; init; }
    public Workout? Workout { get; init; }
    public EntryId? WorkoutEntry { get; init; }

    /// <summary>Other sources that tell the same workout.</summary>
    public IReadOnlyList<SourceKey> AlsoFrom { get; init; } = [];
    public Night? Night { get; init; }
    public Ecg? Ecg { get; init; }
    public EntryId? EcgEntry { get; init; }
    public SourceKey? Source { get; init; }
}

/// <param name="ByMe">Whether the reader wrote it.</param>
public sealed record NoteView(EntryId Id, long Version, string Text, string? Zone, bool ByMe);

/// <summary>An import of the reader's own in the logbook.</summary>
public sealed record ImportLine(ImportId Run, long Readings);

/// <summary>One month of a logbook, newest first.</summary>
/// <param name="Month">Year × 100 + month, of local days.</param>
/// <param name="Earlier">The next month back in which there is something; null at the beginning.</param>
public sealed record TimelineView(
    PersonId Person,
    int Month,
    IReadOnlyList<TimelineRow> Rows,
    int? Earlier,
    int Damaged
);
