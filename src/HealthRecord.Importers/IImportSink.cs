using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;

namespace HealthRecord.Importers;

/// <summary>What becomes of everything an importer finds. Called on one thread, in the order of the file.</summary>
public interface IImportSink
{
    /// <summary>A reading that fits its kind and is possible. Whether it is plausible or new is decided later.</summary>
    void Take(in IncomingReading reading);

    void Take(IncomingWorkout workout);

    void Take(IncomingTrace trace);

    /// <summary>Records that are part of a reading already handed out: the second number of a blood pressure, a twin inside a correlation.</summary>
    void Merged(string origin, int records);

    /// <summary>A record that cannot become a reading.</summary>
    void Refuse(in Refusal refusal);

    /// <summary>
    /// The producer takes something back. The record that says so is refused as <see cref="RefusalReason.Withdrawn"/> as
    /// well; this is for the reading that an earlier import may have brought.
    /// </summary>
    void Withdraw(Retraction word);

    /// <summary>Something about the whole file that a person should know.</summary>
    void Warn(string key, params IReadOnlyList<string> arguments);

    /// <summary>The birth date that the file gives its owner, to warn when it is somebody else.</summary>
    void BornOn(DateOnly day);

    /// <summary>How far the file has been read, in bytes as uploaded. Called often; cheap.</summary>
    void Progress(long bytesRead);
}

/// <summary>One record that was not kept, and why.</summary>
/// <param name="Origin">The producer's own name of the type.</param>
/// <param name="Reason">Key of a text.</param>
/// <param name="Text">What stood there, at most 100 characters.</param>
/// <param name="Line">1-based; 0 when unknown.</param>
public readonly record struct Refusal(string Origin, RefusalReason Reason, string? Text, long Line);

public enum RefusalReason
{
    /// <summary>This product has no kind for it yet.</summary>
    UnknownType,
    NotANumber,
    Impossible,

    /// <summary>A value that the producer uses for "no value".</summary>
    Sentinel,
    Unit,
    Date,
    Future,
    BeforeBirth,
    EndBeforeStart,
    Code,
    Incomplete,

    /// <summary>It is about somebody else than the person that the file was said to be of.</summary>
    OtherPerson,

    /// <summary>The producer says itself that a better record of the same thing stands in the file, or that it is not a measurement (a goal, an estimate of one limb).</summary>
    NotAMeasurement,

    /// <summary>The producer takes it back (<c>entered-in-error</c>).</summary>
    Withdrawn,

    /// <summary>The sender said something else before under the same id and version.</summary>
    SameId,
}

/// <summary>Why nothing of a file could be read. The message key is for a text; nothing of the file stands in it.</summary>
public class ImportRefusedException(string key, params IReadOnlyList<string> arguments)
    : Exception(key)
{
    public string Key { get; } = key;
    public IReadOnlyList<string> Arguments { get; } = arguments;
}

/// <summary>The upload as a whole asks for more than it may: nothing more of it is opened.</summary>
public sealed class ImportLimitException(string key) : ImportRefusedException(key);

/// <summary>Bounds that a hostile file meets.</summary>
/// <param name="MaxUnpackedBytes">Counted while unpacking real bytes.</param>
/// <param name="MaxRatio">Unpacked to packed, asked after the first 100 MB.</param>
public sealed record ImportLimits(
    long MaxUnpackedBytes,
    int MaxRatio = 200,
    int MaxEntries = 100_000
);

/// <summary>What an importer needs to know of the person beside the file.</summary>
/// <param name="NowMs">The instant of the import; readings after it (with a day of slack) are refused.</param>
public sealed record ImportContext(ImportLimits Limits, long NowMs, DateOnly? BornOn)
{
    /// <summary>Where the person lived: for files that write wall-clock times and no zone.</summary>
    public ZoneTimeline Zones { get; init; } = ZoneTimeline.Of("UTC");

    /// <summary>As a person called the upload; empty where nobody says. Breaks a tie between contents that look alike, decides nothing alone.</summary>
    public string FileName { get; init; } = "";

    /// <summary>What people have answered so far, by <see cref="ImportQuestion.Id"/>.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Takes the ids of the questions that were answered by <see cref="Answers"/>; null where nobody wants to know.</summary>
    public ICollection<string>? Used { get; init; }

    /// <summary>Of an encrypted archive; null until it is given. Never kept.</summary>
    public string? Password { get; init; }

    /// <summary>Where an archive inside an archive may be put down, in a cipher, while it is read.</summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();
}
