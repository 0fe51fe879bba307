using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace HealthRecord.TestKit;

/// <summary>One place where a canary stands readable.</summary>
/// <param name="Form">How it was written there: <c>UTF-8</c>, <c>base64 of UTF-16, shifted by 1</c>, <c>double</c>, …</param>
public sealed record CanaryHit(string Canary, string Form, string Where);

/// <summary>Rare words and numbers that are put into a record, and searched in everything that leaves it.</summary>
/// <remarks>
/// Words are searched as UTF-8, as UTF-16 (little endian) and inside base64 of both at all three alignments; numbers as text
/// with a point and with a comma, and as little-endian double, int64 and int32 (of the digits without the point). Take
/// numbers of at least 8 digits, or chance will find them in ciphertext.
/// </remarks>
public sealed class Canaries
{
    private readonly List<(string Canary, string Form, byte[] Bytes)> forms = [];

    public Canaries(IEnumerable<string> words, IEnumerable<decimal>? numbers = null)
    {
        foreach (var word in words)
        {
            AddText(word, "UTF-8", Encoding.UTF8.GetBytes(word));
            AddText(word, "UTF-16", Encoding.Unicode.GetBytes(word));
        }
        foreach (var number in numbers ?? [])
            AddNumber(number);
    }

    /// <summary>Every file under the folders, locked databases and their WAL included.</summary>
    public IReadOnlyList<CanaryHit> SearchFolders(params IEnumerable<string> folders) =>
        folders
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .SelectMany(file => Search(ReadShared(file), file))
            .ToList();

    public IReadOnlyList<CanaryHit> Search(ReadOnlySpan<byte> bytes, string where)
    {
        var hits = new List<CanaryHit>();
        foreach (var (canary, form, pattern) in forms)
            if (bytes.IndexOf(pattern) >= 0)
                hits.Add(new CanaryHit(canary, form, where));
        return hits;
    }

    /// <summary>Every canary in every form, as a leak would write it: a search that does not find all of them is void.</summary>
    public static byte[] Control(IEnumerable<string> words, IEnumerable<decimal>? numbers = null)
    {
        using var leak = new MemoryStream();
        foreach (var word in words)
        foreach (
            var bytes in new[] { Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word) }
        )
        {
            leak.Write(bytes);
            for (var shift = 0; shift < 3; shift++)
            {
                byte[] around = [.. "xyz"u8[..shift], .. bytes, (byte)'!'];
                leak.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(around)));
            }
        }
        foreach (var number in numbers ?? [])
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            leak.Write(Encoding.ASCII.GetBytes($"{text};{text.Replace('.', ',')};"));
            using var binary = new BinaryWriter(leak, Encoding.UTF8, leaveOpen: true);
            binary.Write((double)number);
            binary.Write(Digits(number));
            binary.Write((byte)7);
            if (Digits(number) is <= int.MaxValue and >= int.MinValue)
                binary.Write((int)Digits(number));
        }
        return leak.ToArray();
    }

    /// <summary>Every form that is searched, in order: a search of the control answers all of them.</summary>
    public IEnumerable<string> FormNames => forms.Select(f => f.Form);

    private void AddText(string canary, string encoding, byte[] bytes)
    {
        forms.Add((canary, encoding, bytes));
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            // The first characters mix with what stands before, the last with what comes after.
            var from = (shift * 8 + 5) / 6;
            var to = (shift + bytes.Length) * 8 / 6;
            var inside = text[from..to];
            forms.Add(
                (
                    canary,
                    $"base64 of {encoding}, shifted by {shift}",
                    Encoding.ASCII.GetBytes(inside)
                )
            );
            var url = inside.Replace('+', '-').Replace('/', '_');
            if (url != inside)
                forms.Add(
                    (
                        canary,
                        $"base64url of {encoding}, shifted by {shift}",
                        Encoding.ASCII.GetBytes(url)
                    )
                );
        }
    }

    private void AddNumber(decimal number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        forms.Add((text, "text", Encoding.ASCII.GetBytes(text)));
        if (text.Contains('.', StringComparison.Ordinal))
            forms.Add((text, "French text", Encoding.ASCII.GetBytes(text.Replace('.', ','))));
        var eight = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, (double)number);
        forms.Add((text, "double", eight[..]));
        BinaryPrimitives.WriteInt64LittleEndian(eight, Digits(number));
        forms.Add((text, "int64", eight[..]));
        if (Digits(number) is <= int.MaxValue and >= int.MinValue)
            forms.Add((text, "int32", eight[..4]));
    }

    private static long Digits(decimal number) =>
        long.Parse(
            number
                .ToString(CultureInfo.InvariantCulture)
                .Replace(".", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        var bytes = new byte[stream.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }
}
