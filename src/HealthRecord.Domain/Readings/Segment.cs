using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings;

/// <summary>One UTC month of a series: a set of facts, each with the imports that carried it, and the marks made by hand.</summary>
/// <remarks>Merging is set union: commutative, associative, idempotent. What is shown is computed.</remarks>
public sealed class Segment
{
    public string KindCode => throw new NotImplementedException();
    public SourceKey Source => throw new NotImplementedException();

    /// <summary><see cref="UtcMonth"/> of the start of every reading.</summary>
    public int Month => throw new NotImplementedException();

    /// <summary>Neither facts nor marks: the row may go.</summary>
    public bool IsEmpty => throw new NotImplementedException();

    /// <summary>How many different keys the facts have.</summary>
    public int Count => throw new NotImplementedException();

    public static Segment Of(
        string kindCode,
        SourceKey source,
        int month,
        IEnumerable<Fact> facts,
        IEnumerable<Mark> marks
    ) => throw new NotImplementedException();

    /// <exception cref="ArgumentException">Another series or month.</exception>
    public static Segment Merge(Segment left, Segment right) => throw new NotImplementedException();

    /// <summary>Takes one import out of every fact; facts that nobody carries go, marks stay.</summary>
    public Segment WithoutImport(ImportId import) => throw new NotImplementedException();

    public Segment WithMark(Mark mark) => throw new NotImplementedException();

    public IEnumerable<Fact> Facts => throw new NotImplementedException();

    public IReadOnlyList<Mark> Marks => throw new NotImplementedException();

    /// <summary>The readings in the order of their start, one a key, newest version and marks applied.</summary>
    public IReadOnlyList<SegmentReading> Readings(Kind kind, bool withDeleted = false) =>
        throw new NotImplementedException();

    /// <summary>What charts and day tables count: <see cref="Readings"/> without what was deleted, in a lean form.</summary>
    public IReadOnlyList<ShownReading> Shown(Kind kind) => throw new NotImplementedException();

    /// <summary>What merging <paramref name="incoming"/> into <paramref name="present"/> does to each of its keys.</summary>
    public static MergeTally Tally(Segment? present, Segment incoming, Kind kind) =>
        throw new NotImplementedException();
}

/// <summary>How the keys of an incoming segment meet the present one. The four add up to the incoming segment's <see cref="Segment.Count"/>.</summary>
/// <param name="Added">New, and plausible.</param>
/// <param name="SetAside">New, implausible and not confirmed.</param>
/// <param name="AlreadyThere">The key was there, carried by another import or by hand.</param>
/// <param name="DeletedByHand">The key was there and a person had deleted or replaced it: it stays so.</param>
public readonly record struct MergeTally(
    int Added,
    int SetAside,
    int AlreadyThere,
    int DeletedByHand
);

/// <summary>One reading of a segment as its pages need it.</summary>
/// <param name="AsWritten">Of the newest version, or the replacement made by hand.</param>
/// <param name="Imports">Everybody who carried the key.</param>
/// <param name="Revision">Of the newest mark; 0 when there is none.</param>
/// <param name="By">Who made the newest mark.</param>
public sealed record SegmentReading(
    ReadingKey Key,
    ReadingContent AsWritten,
    ShownReading Shown,
    ImportSet Imports,
    int Revision,
    AccountId? By,
    string? Moment,
    string? Note,
    bool IsEdited,
    bool IsDeleted
);

/// <summary>The bytes of a segment: columns, delta-encoded, imports and units in dictionaries. Compressed and sealed by others.</summary>
public static class SegmentCodec
{
    public static byte[] Encode(Segment segment) => throw new NotImplementedException();

    /// <exception cref="SegmentDamagedException">Not the bytes of a segment.</exception>
    public static Segment Decode(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();
}

/// <summary>The bytes are not those of a segment, or of a newer program's.</summary>
public sealed class SegmentDamagedException(string reason) : Exception(reason);
