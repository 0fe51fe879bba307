using HealthRecord.Domain;
using HealthRecord.Features.Family.Photos;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Seals a file piece by piece as it arrives: rows of bounded size, so that backups, erasure and new keys reach them.</summary>
internal sealed class DocumentPieces(PersonSecrets secrets)
{
    public const int MostBytes = 25 * 1024 * 1024;
    private const int PieceBytes = 512 * 1024;
    private const int PreviewSide = 1400;

    public async Task<Outcome<TakenFile>> TakeAsync(Stream body, CancellationToken ct)
    {
        var id = Ids.New();
        var rows = new List<EntryRow>();
        var piece = new byte[PieceBytes];
        DocumentFormat? format = null;
        using var picture = new MemoryStream();
        long bytes = 0;
        for (var number = 0; ; number++)
        {
            var read = await body.ReadAtLeastAsync(piece, PieceBytes, false, ct);
            if (read == 0)
                break;
            if ((bytes += read) > MostBytes)
                return DocumentErrors.TooLarge;
            // Decided by the first bytes: of what is not accepted nothing more is read.
            if ((format ??= DocumentFormats.Of(piece.AsSpan(0, read))) is not { } known)
                return DocumentErrors.NotAccepted;
            if (known.IsDecoded())
                picture.Write(piece, 0, read);
            rows.Add(
                EntryCell.NewRow(
                    secrets,
                    DocumentPiece.Type,
                    new DocumentPiece { Bytes = piece[..read] },
                    DocumentPiece.Key(id, number)
                )
            );
        }
        if (format is not { } found)
            return DocumentErrors.NotAccepted;
        Outcome<byte[]>? preview = null;
        if (found.IsDecoded())
            preview = Preview(picture);
        if (preview?.Error is { } refusal && refusal != PhotoErrors.TooLarge)
            return DocumentErrors.Broken;
        // A picture of too many pixels is kept and not shown: decoding it would take more memory than there is.
        var shown = preview is { Succeeded: true } made ? made.Value : null;
        if (shown is not null)
            rows.Add(
                EntryCell.NewRow(
                    secrets,
                    DocumentPreview.Type,
                    new DocumentPreview { Jpeg = shown },
                    DocumentPreview.Key(id)
                )
            );
        var pieces = rows.Count - (shown is null ? 0 : 1);
        return new TakenFile(id, found, bytes, pieces, shown is not null, rows);
    }

    private static Outcome<byte[]> Preview(MemoryStream picture) =>
        PhotoImage.Make(picture.GetBuffer().AsSpan(0, (int)picture.Length), PreviewSide, MostBytes);
}

/// <summary>A file that is sealed and not yet kept.</summary>
internal sealed record TakenFile(
    Guid Id,
    DocumentFormat Format,
    long Bytes,
    int Pieces,
    bool HasPreview,
    IReadOnlyList<EntryRow> Rows
);
