using HealthRecord.Domain;
using SkiaSharp;

namespace HealthRecord.Features.Family.Photos;

/// <summary>Makes a small JPEG of what somebody sent: decoded within limits, upright, without metadata.</summary>
/// <remarks>The first bytes, the codec's header and a whole decode must agree. What is stored was written by this program alone.</remarks>
internal static class PhotoImage
{
    /// <summary>Bytes accepted: a photo of a present phone is a third of it.</summary>
    public const int MostBytes = 15 * 1024 * 1024;

    /// <summary>Read from the header, before a pixel is decoded.</summary>
    public const long MostPixels = 40_000_000;

    /// <summary>Pixels of the longer side.</summary>
    public const int Side = 512;

    private const int Quality = 85;

    /// <param name="side">Pixels of the longer side of what is made.</param>
    /// <param name="mostBytes">Bytes accepted.</param>
    public static Outcome<byte[]> Make(
        ReadOnlySpan<byte> sent,
        int side = Side,
        int mostBytes = MostBytes
    )
    {
        if (sent.Length > mostBytes)
            return PhotoErrors.TooLarge;
        if (!StartsAsPicture(sent))
            return PhotoErrors.NotAPicture;
        using var data = SKData.CreateCopy(sent);
        using var codec = SKCodec.Create(data);
        if (
            codec is null
            || codec.EncodedFormat
                is not (
                    SKEncodedImageFormat.Jpeg
                    or SKEncodedImageFormat.Png
                    or SKEncodedImageFormat.Webp
                )
        )
            return PhotoErrors.NotAPicture;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1)
            return PhotoErrors.NotAPicture;
        if ((long)width * height > MostPixels)
            return PhotoErrors.TooLarge;

        // JPEG can be decoded at a fraction of its size: a large photo then needs little memory. Twice what is kept, so
        // that the last step still has something to smooth.
        var wanted = 2f * side / Math.Max(width, height);
        var size = wanted < 1 ? codec.GetScaledDimensions(wanted) : new SKSizeI(width, height);
        var info = new SKImageInfo(
            size.Width,
            size.Height,
            SKColorType.Rgba8888,
            SKAlphaType.Premul,
            SKColorSpace.CreateSrgb()
        );
        using var decoded = new SKBitmap();
        if (
            !decoded.TryAllocPixels(info)
            || codec.GetPixels(info, decoded.GetPixels()) != SKCodecResult.Success
        )
            return PhotoErrors.Broken;
        return Write(decoded, codec.EncodedOrigin, side);
    }

    private static byte[] Write(SKBitmap decoded, SKEncodedOrigin origin, int side)
    {
        var turned =
            origin
            is SKEncodedOrigin.LeftTop
                or SKEncodedOrigin.RightTop
                or SKEncodedOrigin.RightBottom
                or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, (float)side / Math.Max(decoded.Width, decoded.Height));
        var width = Math.Max(1, (int)MathF.Round(decoded.Width * scale));
        var height = Math.Max(1, (int)MathF.Round(decoded.Height * scale));
        using var small = new SKBitmap(
            new SKImageInfo(
                turned ? height : width,
                turned ? width : height,
                SKColorType.Rgba8888,
                SKAlphaType.Opaque,
                SKColorSpace.CreateSrgb()
            )
        );
        using (var canvas = new SKCanvas(small))
        using (var image = SKImage.FromBitmap(decoded))
        {
            canvas.Clear(SKColors.White);
            canvas.SetMatrix(Upright(origin, small.Width, small.Height));
            canvas.DrawImage(
                image,
                new SKRect(0, 0, width, height),
                new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            );
        }
        using var jpeg = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }

    // The eight orientations of EXIF; width and height are those of the upright picture.
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) =>
        origin switch
        {
            SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        };

    private static bool StartsAsPicture(ReadOnlySpan<byte> sent) =>
        sent.StartsWith<byte>([0xFF, 0xD8, 0xFF])
        || sent.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
        || (
            sent.Length > 12
            && sent[..4].SequenceEqual("RIFF"u8)
            && sent[8..12].SequenceEqual("WEBP"u8)
        );
}
