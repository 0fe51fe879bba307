using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>A document: what it is called, what it belongs to, and of how many sealed pieces its file is made.</summary>
public sealed record Document
{
    internal static readonly EntryType<Document> Type = new(
        "document",
        RecordDomains.Documents,
        DocumentJson.Default.Document
    );

    public int Version { get; init; } = 1;

    public required string Title { get; init; }

    public DocumentSort Sort { get; init; }

    /// <summary>The day that stands on it.</summary>
    public DateOnly? On { get; init; }

    public string? Note { get; init; }

    public DocumentFormat Format { get; init; }

    public long Bytes { get; init; }

    public int Pieces { get; init; }

    public bool HasPreview { get; init; }

    public DocumentLink? Link { get; init; }

    public DateTime AddedUtc { get; init; }

    internal Error? Check(DateOnly today) =>
        BookPayload.CheckName(Title)
        ?? (On is null ? null : BookErrors.CheckPast(On, today))
        ?? BookPayload.CheckLength(Note, BookPayload.LongestNote);
}

/// <summary>The line of the book that a document belongs to.</summary>
/// <param name="Part">The part's number: its domain is asked for as well, whether the line is still there or not.</param>
public sealed record DocumentLink(int Part, Guid Entry);

public enum DocumentSort
{
    Other,
    Prescription,
    Result,
    Letter,
    Certificate,
    Vaccination,
    Insurance,
}

/// <summary>A part of a document's file. Found by the document and its number, which are sealed with it.</summary>
internal sealed record DocumentPiece
{
    public static readonly EntryType<DocumentPiece> Type = new(
        "document-piece",
        RecordDomains.Documents,
        DocumentJson.Default.DocumentPiece
    );

    public int Version { get; init; } = 1;
    public required byte[] Bytes { get; init; }

    public static string Key(Guid document, int number) => $"{document:N}/{number}";
}

/// <summary>A small JPEG of a picture, that this program wrote itself.</summary>
internal sealed record DocumentPreview
{
    public static readonly EntryType<DocumentPreview> Type = new(
        "document-preview",
        RecordDomains.Documents,
        DocumentJson.Default.DocumentPreview
    );

    public int Version { get; init; } = 1;
    public required byte[] Jpeg { get; init; }

    public static string Key(Guid document) => $"{document:N}";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Document))]
[JsonSerializable(typeof(DocumentPiece))]
[JsonSerializable(typeof(DocumentPreview))]
internal sealed partial class DocumentJson : JsonSerializerContext;
