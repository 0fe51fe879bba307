using System.IO.Compression;
using System.Text;
using HealthRecord.Features.HealthBook;

namespace HealthRecord.Features.Medication.Catalogue;

/// <summary>The medicines marketed in France, searched offline by name, substance and code.</summary>
/// <remarks>
/// Rows lie as they were written, and beside them the same text without accents, both in UTF-8: a few megabytes, read at the
/// first search. A search looks through all of it, which takes a few milliseconds.
/// </remarks>
internal static class MedicineCatalogue
{
    /// <summary>The day of the public database that the file was made of.</summary>
    public static readonly DateOnly UpdatedOn = new(2026, 5, 26);

    private static readonly Lazy<Index> Read = new(ReadEmbedded);

    public static int Count => Read.Value.Rows.Count;

    public static CatalogueMedicine? Find(string cis) =>
        Search(cis, 1) is [var found] && found.Cis == cis ? found : null;

    /// <summary>Medicines whose name, substances or codes hold every word; those whose name begins so come first.</summary>
    public static IReadOnlyList<CatalogueMedicine> Search(string text, int most)
    {
        var words = SearchText.Words(text).Select(Encoding.UTF8.GetBytes).ToList();
        if (words.Count == 0)
            return [];
        var index = Read.Value;
        var found = new List<(int Rank, int Row)>();
        for (var row = 0; row < index.Rows.Count; row++)
        {
            var plain = index.Plain.Row(row);
            if (Rank(plain, words) is { } rank)
                found.Add((rank, row));
        }
        return
        [
            .. found
                .OrderBy(hit => hit.Rank)
                .ThenBy(hit => hit.Row)
                .Take(most)
                .Select(hit => Parse(Encoding.UTF8.GetString(index.Rows.Row(hit.Row)))),
        ];
    }

    /// <summary>The less the better; null where a word is missing. The name stands before the first tab of the plain text.</summary>
    private static int? Rank(ReadOnlySpan<byte> plain, List<byte[]> words)
    {
        foreach (var word in words)
            if (plain.IndexOf(word) < 0)
                return null;
        var rank = plain.StartsWith(words[0]) ? 0 : 2;
        var name = plain[..plain.IndexOf((byte)'\t')];
        foreach (var word in words)
            rank += Distance(name, word);
        return rank;
    }

    /// <summary>0 for a word of the name, 1 where one begins so, 3 where it is only inside one or elsewhere.</summary>
    private static int Distance(ReadOnlySpan<byte> name, byte[] word)
    {
        var best = 3;
        foreach (var part in name.Split((byte)' '))
            if (name[part].StartsWith(word))
                best = Math.Min(best, name[part].Length == word.Length ? 0 : 1);
        return best;
    }

    private static CatalogueMedicine Parse(string row) =>
        row.Split('\t') is [var cis, var name, var form, var substances, var cip13]
            ? new(cis, name, form, substances, cip13)
            : throw new InvalidOperationException("A row of the medicines has not five columns.");

    private static Index ReadEmbedded()
    {
        using var packed =
            typeof(MedicineCatalogue).Assembly.GetManifestResourceStream("bdpm-medicines.tsv.gz")
            ?? throw new InvalidOperationException("bdpm-medicines.tsv.gz is not embedded.");
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var text = new StreamReader(unpacked, Encoding.UTF8);
        text.ReadLine();
        var (rows, plain) = (new PackedRows(), new PackedRows());
        while (text.ReadLine() is { } line)
        {
            var medicine = Parse(line);
            rows.Add(line);
            plain.Add(
                $"{string.Join(' ', SearchText.Words(medicine.Name))}\t{string.Join(' ', SearchText.Words(medicine.Substances))} {medicine.Cis} {medicine.Cip13}"
            );
        }
        return new(rows, plain);
    }

    private sealed record Index(PackedRows Rows, PackedRows Plain);
}
