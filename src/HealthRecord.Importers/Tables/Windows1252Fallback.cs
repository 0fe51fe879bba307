using System.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>Reads bytes that are no UTF-8 as Windows-1252, one by one: what spreadsheets of western Europe write.</summary>
/// <remarks>Decided byte by byte, so that a file need not be read twice and one that mixes both is right too.</remarks>
internal sealed class Windows1252Fallback : DecoderFallback
{
    /// <summary>0x80 to 0x9F; the five that mean nothing stay what they are in Latin-1 (WHATWG Encoding, windows-1252).</summary>
    private const string Upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>UTF-8, and Windows-1252 where it is not.</summary>
    public static Encoding Encoding { get; } = Create();

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private static Encoding Create()
    {
        var encoding = (Encoding)new UTF8Encoding(false).Clone();
        encoding.DecoderFallback = new Windows1252Fallback();
        return encoding;
    }

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private byte[] bytes = [];
        private int at;

        public override int Remaining => bytes.Length - at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (bytes, at) = (bytesUnknown, 0);
            return bytes.Length > 0;
        }

        public override char GetNextChar()
        {
            if (at >= bytes.Length)
                return '\0';
            var b = bytes[at++];
            return b is >= 0x80 and < 0xA0 ? Upper[b - 0x80] : (char)b;
        }

        public override bool MovePrevious()
        {
            if (at == 0)
                return false;
            at--;
            return true;
        }

        public override void Reset() => (bytes, at) = ([], 0);
    }
}
