using HealthRecord.Domain;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Expected refusals of documents. The sentences are in the texts of the health book.</summary>
internal static class DocumentErrors
{
    public static readonly Error NotAccepted = new("document.not-accepted");
    public static readonly Error TooLarge = new(
        "document.too-large",
        (long)DocumentPieces.MostBytes
    );
    public static readonly Error Broken = new("document.broken");
    public static readonly Error TooMany = new("document.too-many");
    public static readonly Error NoSuchLink = new("document.no-such-link");
}
