namespace HealthRecord.Features.Imports;

/// <summary>What a program or a phone sends at once.</summary>
/// <param name="Sender">How the sender calls itself: its deliveries of one day are one line among the imports.</param>
internal sealed record IngestBatch(string? Sender, IReadOnlyList<IngestItem> Items)
{
    public const int MostItems = 1000;
    public const long MostBytes = 1 << 20;
}

/// <summary>One reading as it was sent: nothing is understood yet, because what is wrong with one item must not cost the others.</summary>
/// <param name="Kind">Code of the kind, or the person's tag of it.</param>
/// <param name="Start">ISO 8601. Without an offset it is the clock on the wall of <paramref name="Zone"/>, else of the person.</param>
/// <param name="Values">As written, in the order of the kind's parts; null where a part is absent. For coded kinds the code.</param>
/// <param name="Id">The sender's own name of the reading, once a source.</param>
/// <param name="Version">Of two readings with one id the higher counts.</param>
internal sealed record IngestItem(
    string? Kind,
    string? Start,
    string? End,
    IReadOnlyList<string?> Values,
    string? Unit,
    string? Zone,
    string? Source,
    string? Id,
    long Version
);

/// <summary>What became of one item.</summary>
internal enum IngestState
{
    Added,

    /// <summary>Known already, from this sender or another.</summary>
    AlreadyThere,

    /// <summary>Kept and listed, but outside the plausible range: left out of charts until somebody confirms it.</summary>
    SetAside,

    /// <summary>A person deleted or replaced it by hand: it stays so.</summary>
    DeletedByHand,
    Refused,
}

/// <param name="Reason">Key of the sentence that says why it was refused.</param>
internal sealed record IngestResult(IngestState State, string? Reason = null);

/// <param name="Run">The line among the imports under which what was added can be taken back; null when nothing was carried.</param>
internal sealed record IngestAnswer(Guid? Run, IReadOnlyList<IngestResult> Results);
