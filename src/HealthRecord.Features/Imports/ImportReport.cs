using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Imports;

/// <summary>What became of the records that the producer gives one name. Every record of the file stands in exactly one column.</summary>
/// <param name="Origin">The producer's own name of the type.</param>
public sealed record KindCounts(string Origin)
{
    /// <summary>Code of the kind they are kept as; null when this product has none for them.</summary>
    public string? Kind { get; set; }
    public long Added { get; set; }

    /// <summary>The same reading was carried by an earlier import, or stands twice in this file.</summary>
    public long AlreadyThere { get; set; }

    /// <summary>Part of a reading counted elsewhere: the second number of a blood pressure, a twin inside a correlation.</summary>
    public long Merged { get; set; }

    /// <summary>Kept and listed, but outside the plausible range: left out of charts until somebody confirms it.</summary>
    public long SetAside { get; set; }
    public long Refused { get; set; }

    /// <summary>Not kept because the importer may not write in this kind's domain.</summary>
    public long NotAllowed { get; set; }

    /// <summary>A person deleted or replaced it by hand: it stays so.</summary>
    public long DeletedByHand { get; set; }

    /// <summary>Kept and not shown: an import, perhaps an earlier one, brought word that their source takes them back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Withdrawn { get; set; }

    public KindCounts Plus(KindCounts more) =>
        this with
        {
            Kind = Kind ?? more.Kind,
            Added = Added + more.Added,
            AlreadyThere = AlreadyThere + more.AlreadyThere,
            Merged = Merged + more.Merged,
            SetAside = SetAside + more.SetAside,
            Refused = Refused + more.Refused,
            NotAllowed = NotAllowed + more.NotAllowed,
            DeletedByHand = DeletedByHand + more.DeletedByHand,
            Withdrawn = Withdrawn + more.Withdrawn,
        };

    [JsonIgnore]
    public long Total =>
        Added + AlreadyThere + Merged + SetAside + Refused + NotAllowed + DeletedByHand + Withdrawn;
}

/// <summary>One line of the file that did not become a reading, and why.</summary>
/// <param name="Reason">Name of a <see cref="Importers.RefusalReason"/>: its sentence is under <c>import.refused.</c> and this name.</param>
public sealed record RefusedLine(long Line, string Origin, string Reason, string Text);

/// <summary>Something about the whole file that a person should know.</summary>
public sealed record ImportWarning(string Key, IReadOnlyList<string> Arguments);

/// <summary>What is known of how the columns of a table are read.</summary>
public enum ColumnMemory
{
    /// <summary>Said of this file, and kept for the next one.</summary>
    Kept,

    /// <summary>Read as the last time.</summary>
    Recalled,

    /// <summary>The next file asks.</summary>
    Forgotten,
}

/// <summary>What an import says when it is done.</summary>
public sealed record ImportReport
{
    /// <summary>So many refused lines stand here with their text; all others are named by type, reason and line.</summary>
    public const int ListedRefusals = 10_000;

    public List<KindCounts> Kinds { get; init; } = [];
    public long WorkoutsAdded { get; set; }
    public long WorkoutsAlreadyThere { get; set; }
    public long WorkoutsNotAllowed { get; set; }

    /// <summary>Electrocardiograms kept with their curve.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long EcgsAdded { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long EcgsAlreadyThere { get; set; }

    /// <summary>Readings of earlier imports that are no longer shown, because this file brought word that their source takes them back.</summary>
    public long TakenBack { get; set; }
    public List<RefusedLine> RefusedLines { get; init; } = [];

    /// <summary>What was refused beyond the listed lines; null when nothing was.</summary>
    public FurtherRefusals? FurtherRefusals { get; set; }
    public List<ImportWarning> Warnings { get; init; } = [];

    /// <summary>Names of the devices and apps whose readings the file carries.</summary>
    public List<string> Sources { get; init; } = [];

    /// <summary>Domains of which records were left out because the importer may not write in them.</summary>
    public List<string> NotAllowedDomains { get; init; } = [];
    public DateOnly? FileBornOn { get; set; }

    /// <summary>Id of the question that the columns of a table were read by; null for every other file.</summary>
    public string? Columns { get; set; }

    /// <summary>How the answer to <see cref="Columns"/> became known, and what has become of it.</summary>
    public ColumnMemory? ColumnMemory { get; set; }

    /// <summary>Key of the sentence that says why nothing was added; null when the import is done.</summary>
    public string? Refusal { get; set; }
    public List<string> RefusalArguments { get; init; } = [];

    /// <summary>Without what belongs to domains that the reader may not read: a token, or a grant that was narrowed since.</summary>
    /// <remarks>
    /// A type of which nothing was kept says of no kind, and its name alone can tell: it is for those who may read everything.
    /// Only what was left out because nobody might write it stays, as the importer must learn of it.
    /// </remarks>
    public ImportReport For(RecordDomains readable)
    {
        var everything = readable.HasFlag(DomainSets.All);
        bool Hidden(KindCounts row) =>
            row.Kind is { } code && KindCatalogue.TryFind(code, out var kind)
                ? (kind.Domain & readable) == RecordDomains.None && row.Total > row.NotAllowed
                : !everything;
        var hidden = Kinds.Where(Hidden).Select(k => k.Origin).ToHashSet(StringComparer.Ordinal);
        var sport = readable.HasFlag(RecordDomains.Sport);
        var measures = readable.HasFlag(RecordDomains.Measures);
        return this with
        {
            Kinds = [.. Kinds.Where(k => !hidden.Contains(k.Origin))],
            RefusedLines = [.. RefusedLines.Where(l => !hidden.Contains(l.Origin))],
            FurtherRefusals = FurtherRefusals?.Without(hidden),
            Warnings = [.. Warnings.Where(w => !w.Arguments.Any(hidden.Contains))],
            // Apps have telling names as well, and nothing says of which domain they are.
            Sources = everything ? Sources : [],
            // Of which kinds they were is not written down.
            TakenBack = everything ? TakenBack : 0,
            WorkoutsAdded = sport ? WorkoutsAdded : 0,
            WorkoutsAlreadyThere = sport ? WorkoutsAlreadyThere : 0,
            EcgsAdded = measures ? EcgsAdded : 0,
            EcgsAlreadyThere = measures ? EcgsAlreadyThere : 0,
            FileBornOn = readable.HasFlag(RecordDomains.Facts) ? FileBornOn : null,
        };
    }

    /// <summary>Adds what a later delivery of the same day did.</summary>
    public void Add(ImportReport later)
    {
        foreach (var row in later.Kinds)
        {
            var at = Kinds.FindIndex(k => k.Origin == row.Origin);
            if (at < 0)
                Kinds.Add(row);
            else
                Kinds[at] = Kinds[at].Plus(row);
        }
        Kinds.Sort((a, b) => string.CompareOrdinal(a.Origin, b.Origin));
        AddRefused(later);
        Sources.AddRange(later.Sources.Except(Sources, StringComparer.Ordinal).ToList());
        NotAllowedDomains.AddRange(
            later.NotAllowedDomains.Except(NotAllowedDomains, StringComparer.Ordinal).ToList()
        );
    }

    private void AddRefused(ImportReport later)
    {
        var room = ListedRefusals - RefusedLines.Count;
        RefusedLines.AddRange(later.RefusedLines.Take(room));
        if (later.RefusedLines.Count <= room && later.FurtherRefusals is null)
            return;
        var runs = new RefusalRuns();
        if (FurtherRefusals is { } before)
            runs.Add(before);
        foreach (var line in later.RefusedLines.Skip(room))
            runs.Add(line.Origin, line.Reason, line.Line);
        if (later.FurtherRefusals is { } further)
            runs.Add(further);
        FurtherRefusals = runs.Finish();
    }

    [JsonIgnore]
    public long Added => Kinds.Sum(k => k.Added);

    [JsonIgnore]
    public long AlreadyThere => Kinds.Sum(k => k.AlreadyThere);

    [JsonIgnore]
    public long Refused => Kinds.Sum(k => k.Refused);

    [JsonIgnore]
    public long SetAside => Kinds.Sum(k => k.SetAside);

    [JsonIgnore]
    public long Merged => Kinds.Sum(k => k.Merged);
}
