namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>What a document is, by its own bytes.</summary>
public enum DocumentFormat
{
    Pdf,
    Jpeg,
    Png,
    Heic,
}

/// <summary>Reads the first bytes of a file: neither its name nor what a sender says of it counts.</summary>
internal static class DocumentFormats
{
    /// <summary>Pictures of telephones by the brands of ISO/IEC 23008-12.</summary>
    private static readonly byte[][] HeicBrands =
    [
        [.. "heic"u8],
        [.. "heix"u8],
        [.. "heim"u8],
        [.. "heis"u8],
        [.. "hevc"u8],
        [.. "hevx"u8],
    ];

    /// <summary>Null for what is not accepted.</summary>
    public static DocumentFormat? Of(ReadOnlySpan<byte> start) =>
        start.StartsWith("%PDF-"u8) ? DocumentFormat.Pdf
        : start.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? DocumentFormat.Jpeg
        : start.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
            ? DocumentFormat.Png
        : IsHeic(start) ? DocumentFormat.Heic
        : null;

    public static string MediaType(this DocumentFormat format) =>
        format switch
        {
            DocumentFormat.Pdf => "application/pdf",
            DocumentFormat.Jpeg => "image/jpeg",
            DocumentFormat.Png => "image/png",
            _ => "image/heic",
        };

    /// <summary>The ending of the file when it is downloaded, whatever it was called before.</summary>
    public static string Ending(this DocumentFormat format) =>
        format switch
        {
            DocumentFormat.Pdf => ".pdf",
            DocumentFormat.Jpeg => ".jpg",
            DocumentFormat.Png => ".png",
            _ => ".heic",
        };

    public static bool IsDecoded(this DocumentFormat format) =>
        format is DocumentFormat.Jpeg or DocumentFormat.Png;

    /// <summary>The first box says of what brands the file is: its own, then those that it is compatible with.</summary>
    private static bool IsHeic(ReadOnlySpan<byte> start)
    {
        if (start.Length < 16 || !start[4..8].SequenceEqual("ftyp"u8))
            return false;
        var box = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(start);
        if (box is < 16 or > 512 || box > start.Length)
            return false;
        var brands = start[8..(int)box];
        for (var at = 0; at + 4 <= brands.Length; at += 4)
            foreach (var brand in HeicBrands)
                if (at != 4 && brands.Slice(at, 4).SequenceEqual(brand))
                    return true;
        return false;
    }
}
