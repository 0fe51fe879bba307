using System.Text.Json.Serialization;

namespace HealthRecord.Features.Imports;

/// <summary>What became of the readings of one kind. Every reading of the file stands in exactly one column.</summary>
public sealed record KindCounts(string Kind)
{
    public long Added { get; set; }

    /// <summary>The same reading was carried by an earlier import, or stands twice in this file.</summary>
    public long AlreadyThere { get; set; }

    /// <summary>One part of a reading of several numbers, told twice by the file.</summary>
    public long Merged { get; set; }

    /// <summary>Kept and listed, but outside the plausible range: left out of charts until somebody confirms it.</summary>
    public long SetAside { get; set; }
    public long Refused { get; set; }

    /// <summary>Not kept because the importer may not write in this kind's domain.</summary>
    public long NotAllowed { get; set; }

    public long Total => Added + AlreadyThere + Merged + SetAside + Refused + NotAllowed;
}

/// <summary>One line of the file that did not become a reading, and why.</summary>
public sealed record RefusedLine(long Line, string Kind, string Reason, string Text);

/// <summary>Something about the whole file that a person should know.</summary>
public sealed record ImportWarning(string Key, IReadOnlyList<string> Arguments);

/// <summary>What an import says when it is done.</summary>
public sealed record ImportReport
{
    /// <summary>Above this many, refused lines are counted and no longer listed.</summary>
    public const int ListedRefusals = 10_000;

    public List<KindCounts> Kinds { get; init; } = [];
    public long WorkoutsAdded { get; set; }
    public long WorkoutsAlreadyThere { get; set; }
    public long WorkoutsNotAllowed { get; set; }

    /// <summary>Types of the file that this product does not keep, with how many there were.</summary>
    public SortedDictionary<string, long> NotKept { get; init; } = new(StringComparer.Ordinal);
    public List<RefusedLine> RefusedLines { get; init; } = [];
    public List<ImportWarning> Warnings { get; init; } = [];
    public List<string> Sources { get; init; } = [];
    public DateOnly? FileBornOn { get; set; }
    public string? Refusal { get; set; }
    public List<string> RefusalArguments { get; init; } = [];

    [JsonIgnore]
    public long Added => Kinds.Sum(k => k.Added);
}
