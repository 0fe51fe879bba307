using HealthRecord.Domain;

namespace HealthRecord.Features.Imports;

/// <summary>Expected refusals of imports. The sentences are in the texts beside.</summary>
internal static class ImportErrors
{
    public static readonly Error NotFound = new("import.not-found");
    public static readonly Error NotYours = new("import.not-yours");
    public static readonly Error Empty = new("import.empty");
    public static readonly Error StorageFull = new("import.storage-full");
    public static readonly Error TooManyAtOnce = new("import.too-many");
    public static readonly Error NotNow = new("import.not-now");

    public static Error TooLarge(long allowedBytes) => new("import.too-large", allowedBytes);

    /// <summary>The sender stands elsewhere than the server: it asks again how far the file has come.</summary>
    public static Error Elsewhere(long receivedBytes) => new("import.elsewhere", receivedBytes);
}
