using HealthRecord.Domain;

namespace HealthRecord.Features.HealthBook;

/// <summary>The sealed inside of one line of the health book.</summary>
public abstract record BookPayload
{
    public const int LongestName = 120;
    public const int LongestLine = 400;
    public const int LongestNote = 5000;

    public int Version { get; init; } = 1;

    public string? Note { get; init; }

    /// <summary>What makes a second entry the same as this one; null where there may be many alike.</summary>
    internal virtual string? NaturalKey => null;

    /// <summary>The local day by which lines are put in order; null puts it first.</summary>
    internal virtual DateOnly? Day => null;

    /// <summary>The time of that day, where it is known.</summary>
    internal virtual TimeOnly? Time => null;

    /// <summary>The refusal of what cannot be kept, or null.</summary>
    /// <param name="today">The person's local day.</param>
    internal virtual Error? Check(DateOnly today) =>
        Note?.Length > LongestNote ? BookErrors.TooLong(LongestNote) : null;

    /// <summary>This line with the document that proves it, or without it; null where lines of this sort keep none.</summary>
    /// <param name="document">The document that is meant.</param>
    /// <param name="proof">It, or null to take it away.</param>
    internal virtual BookPayload? Proven(Guid document, Guid? proof) => null;

    /// <summary>Trimmed, and null instead of nothing.</summary>
    internal static string? Clean(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The refusal of a name that is missing or too long, or null.</summary>
    internal static Error? CheckName(string? name) =>
        Clean(name) is not { } text ? BookErrors.NameMissing : CheckLength(text, LongestName);

    internal static Error? CheckLength(string? text, int most) =>
        text?.Length > most ? BookErrors.TooLong(most) : null;

    /// <summary>The refusal of a span of which either end may be unknown, or null.</summary>
    internal static Error? CheckSpan(DateOnly? since, DateOnly? until, DateOnly today) =>
        (since is null ? null : BookErrors.CheckPast(since, today))
        ?? (until is null ? null : BookErrors.CheckPast(until, today))
        ?? (until < since ? BookErrors.EndBeforeStart : null);
}
