namespace HealthRecord.Domain.Readings;

public enum MarkState : byte
{
    /// <summary>Counts as it stands; something may be said beside it.</summary>
    Kept,
    Deleted,

    /// <summary><see cref="Mark.Replacement"/> is shown instead.</summary>
    Replaced,
}

/// <summary>What a person did to a reading by hand. It names the reading's key and survives every import and undo.</summary>
/// <param name="Revision">
/// <see cref="SaidWithIt"/> for what is said together with the reading, by who could not have seen anything yet; a decision
/// carries the revision it saw plus one. The highest wins, then the latest, then what hides more, then the greater account id.
/// </param>
/// <param name="AtMs">When, in milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Confirmed">The person was asked about a doubtful value and said that it is right.</param>
/// <param name="Replacement">Lies in the same UTC month of the same series; a change of month is a deletion and a new reading.</param>
/// <param name="Moment">Code of the occasion, as in <c>before-meal</c>.</param>
public sealed record Mark(
    ReadingKey Key,
    int Revision,
    AccountId Account,
    long AtMs,
    MarkState State,
    bool Confirmed,
    ReadingContent? Replacement,
    string? Moment,
    string? Note
)
{
    /// <summary>Revision of a mark that comes with its reading: whoever decides about a reading that is there says it last, however late the reading is told again.</summary>
    public const int SaidWithIt = 0;

    /// <summary>A measurement of its own, even where another source seems to tell the same event: it is never taken for an echo.</summary>
    public bool IsOwn { get; init; }
}
