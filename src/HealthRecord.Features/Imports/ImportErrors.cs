using HealthRecord.Domain;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Features.Imports;

/// <summary>Expected refusals of imports. The sentences are in the texts beside.</summary>
internal static class ImportErrors
{
    public static readonly Error NotFound = new("import.not-found");
    public static readonly Error NotYours = new("import.not-yours");
    public static readonly Error Empty = new("import.empty");
    public static readonly Error StorageFull = new("import.storage-full");
    public static readonly Error OtherFile = new("import.other-file");
    public static readonly Error TooManyAtOnce = new("import.too-many");
    public static readonly Error NotNow = new("import.not-now");
    public static readonly Error NoSuchAnswer = new("import.no-such-answer");
    public static readonly Error Busy = new("import.busy");
    public static readonly Error UploadDamaged = new("import.upload-damaged");
    public static readonly Error RecordDamaged = new("import.record-damaged");
    public static readonly Error NoReadings = new("import.no-readings");
    public static readonly Error TooManyReadings = new("import.too-many-readings");
    public static readonly Error KindNotYours = new("import.kind-not-yours");
    public static readonly Error OwnKinds = new("import.own-kinds");
    public static readonly Error LinkNotFound = new("import.link-not-found");
    public static readonly Error LinkNameNeeded = new("import.link-name");
    public static readonly Error LinkTimeUnknown = new("import.link-time");
    public static readonly Error LinksMany = new("import.links-many");
    public static readonly Error LinkUsedUp = new("import.link-used-up");
    public static readonly Error SamePerson = new("import.same-person");

    /// <summary>Undoing or moving takes the right to write in every domain that was touched.</summary>
    /// <param name="domains">Those that the actor may not write in.</param>
    public static Error Domains(RecordDomains domains) =>
        new(
            "import.domains-not-yours",
            [
                .. Enum.GetValues<RecordDomains>()
                    .Where(d => d != RecordDomains.None && domains.HasFlag(d))
                    .Select(d => (object)d.ToString()),
            ]
        );

    /// <summary>Why a table cannot be read as somebody says: the sentence names the column.</summary>
    public static Error Columns(TableFault fault, TableDescription proposal) =>
        new($"import.columns.{fault.Reason}", NameOf(fault.Column, proposal));

    private static string NameOf(int column, TableDescription proposal) =>
        proposal.Columns.ElementAtOrDefault(column) is { Header.Length: > 0 } named
            ? named.Header
            : $"{column + 1}";

    public static Error TooLarge(long allowedBytes) => new("import.too-large", allowedBytes);

    /// <summary>The sender stands elsewhere than the server: it asks again how far the file has come.</summary>
    public static Error Elsewhere(long receivedBytes) => new("import.elsewhere", receivedBytes);
}
