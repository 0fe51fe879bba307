using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace HealthRecord.Features.Tests.Family;

/// <summary>Pictures as people and as attackers send them.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height) => Of(width, height, SKEncodedImageFormat.Png);

    public static byte[] Jpeg(int width, int height) =>
        Of(width, height, SKEncodedImageFormat.Jpeg);

    public static byte[] Webp(int width, int height) =>
        Of(width, height, SKEncodedImageFormat.Webp);

    /// <summary>A PNG whose header alone says that it is huge: a few hundred bytes that would become gigabytes.</summary>
    public static byte[] HugeHeader(int width, int height)
    {
        var png = Png(4, 4);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    /// <summary>A JPEG lying on its side, with a place of taking in its metadata.</summary>
    public static byte[] SidewaysWithPlace(int width, int height)
    {
        var jpeg = Jpeg(width, height);
        byte[] tiff =
        [
            .. "II*\0"u8,
            8,
            0,
            0,
            0,
            1,
            0,
            // Orientation, SHORT, one value: 6, "turn right".
            0x12,
            0x01,
            3,
            0,
            1,
            0,
            0,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. Encoding.ASCII.GetBytes(Place),
        ];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        var length = exif.Length + 2;
        return
        [
            .. jpeg.AsSpan(0, 2),
            0xFF,
            0xE1,
            (byte)(length >> 8),
            (byte)length,
            .. exif,
            .. jpeg.AsSpan(2),
        ];
    }

    public const string Place = "GPS 48.8566N 2.3522E";

    private static byte[] Of(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        // Left half dark, right half light, so that a turn can be seen.
        bitmap.Erase(SKColors.White);
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { Color = SKColors.Black })
            canvas.DrawRect(0, 0, width / 2f, height, paint);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    // CRC-32 as PNG has it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
