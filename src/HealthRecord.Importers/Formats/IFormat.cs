using HealthRecord.Importers.Archives;

namespace HealthRecord.Importers.Formats;

/// <summary>One producer's way to write health data. Known by content, never by the name that a person gave a file.</summary>
internal interface IFormat
{
    /// <summary>Short code of the way in, as in <c>fit</c>: the producer of its sources and the key of its texts.</summary>
    string Code { get; }

    /// <summary>Only an upload as a whole is offered to it, never an archive that lies in another one.</summary>
    bool OnlyWhole => false;

    /// <summary>The files of one upload or archive that are this format's, those beside them included that only it understands.</summary>
    IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files);

    /// <summary>Reads what it claimed.</summary>
    void Read(IReadOnlyList<SourceFile> files, FormatRun run);
}
