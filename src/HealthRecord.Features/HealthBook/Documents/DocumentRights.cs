using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Who may see a document: documents, and the domain of the line that it belongs to.</summary>
internal static class DocumentRights
{
    public static bool MayRead(this PersonAccess may, Document document) =>
        may.MayRead(Document.Type.Domain)
        && (document.Link is not { } link || may.MayRead(DomainOf(link)));

    /// <summary>What belongs to a part that this program does not know may be seen by who sees everything.</summary>
    public static Domain.RecordDomains DomainOf(DocumentLink link) =>
        BookParts.Find(link.Part)?.Domain ?? DomainSets.All;
}
