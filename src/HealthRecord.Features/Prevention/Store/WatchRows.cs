namespace HealthRecord.Features.Prevention.Store;

/// <summary>When a person has to be looked at again, beside the person. A due time: it says nothing of what for.</summary>
public sealed class DueWatch
{
    public Guid PersonId { get; set; }

    /// <summary>From this instant on what was said may be different.</summary>
    public DateTime LookUtc { get; set; }

    /// <summary>The programme it was said under; another one than today's is a reason to look.</summary>
    public Guid ProgrammeId { get; set; }

    /// <summary>New at every change of what the programme reads: whoever looked before the change must not write after it.</summary>
    public Guid Stamp { get; set; }
}

/// <summary>A national programme that the operator loaded, and which of its silent lines may speak.</summary>
/// <remarks>Public rules, nobody's data. The newest row is the one in force; the older ones stay for the history.</remarks>
public sealed class ProgrammeFile
{
    public Guid Id { get; set; }
    public DateTime LoadedUtc { get; set; }

    /// <summary>The file as it was loaded, gzip; empty for the one that the product ships with.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>Ids of unconfirmed lines that the operator turned on, a JSON list.</summary>
    public string TurnedOn { get; set; } = "[]";
}
