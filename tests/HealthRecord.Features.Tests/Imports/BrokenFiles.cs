using System.IO.Compression;
using System.Text;
using HealthRecord.TestKit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>What the road does to a file: it is cut, bits flip, lines change places, pieces are lost, doubled or put in.</summary>
internal static class BrokenFiles
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"",
            ",",
            ";",
            "\n",
            "<",
            "</",
            "{",
            "}]",
            "null",
            "-1",
            "0",
            "1e308",
            "99999999999999999999",
            "9999-12-31",
            "0001-01-01",
            "Low",
            "=1+1",
            "\\ud800",
        }.Select(Encoding.UTF8.GetBytes),
        [0],
        [0xFF, 0xFE],
    ];

    /// <summary>The same for the same seed. Of an archive, mostly one of the files inside is broken.</summary>
    public static byte[] Of(byte[] file, int seed)
    {
        var dice = new Random(seed);
        var isArchive = file.AsSpan().StartsWith("PK\u0003\u0004"u8);
        return isArchive && dice.Next(4) > 0 ? Inside(file, dice) : Broken(file, dice);
    }

    private static byte[] Inside(byte[] archive, Random dice)
    {
        var members = new List<(string Path, byte[] Content)>();
        using (var zip = new ZipArchive(new MemoryStream(archive)))
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                    stream.CopyTo(content);
                members.Add((entry.FullName, content.ToArray()));
            }
        var one = dice.Next(members.Count);
        members[one] = (members[one].Path, Broken(members[one].Content, dice));
        return Archives.Of(members);
    }

    private static byte[] Broken(byte[] file, Random dice)
    {
        var bytes = new List<byte>(file);
        for (var blows = dice.Next(1, 4); blows > 0 && bytes.Count > 1; blows--)
        {
            var at = dice.Next(bytes.Count);
            var some = Math.Min(dice.Next(1, 80), bytes.Count - at);
            switch (dice.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << dice.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 2:
                    bytes.RemoveRange(at, some);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, some));
                    break;
                case 4:
                    bytes.InsertRange(at, Pieces[dice.Next(Pieces.Length)]);
                    break;
                case 5:
                    Shuffle(bytes, dice);
                    break;
                default:
                    OtherDigit(bytes, at, dice);
                    break;
            }
        }
        return bytes.Count == 0 ? [0] : [.. bytes];
    }

    private static void Shuffle(List<byte> bytes, Random dice)
    {
        var lines = Encoding.Latin1.GetString([.. bytes]).Split('\n');
        dice.Shuffle(lines);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }

    /// <summary>A file that is as good as before and says something else.</summary>
    private static void OtherDigit(List<byte> bytes, int from, Random dice)
    {
        var at = bytes.FindIndex(from, b => b is >= (byte)'0' and <= (byte)'9');
        if (at >= 0)
            bytes[at] = (byte)('0' + dice.Next(10));
    }
}
