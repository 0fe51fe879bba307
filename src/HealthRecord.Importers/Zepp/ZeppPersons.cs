using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Zepp;

/// <summary>A scale's table holds everybody who stood on it, and only the height that each typed in tells them apart.</summary>
internal sealed class ZeppPersons
{
    private const string Everybody = "*";

    /// <summary>A family and its guests. A file with more was made to keep us busy.</summary>
    private const int Most = 100;

    private readonly string answer;

    private ZeppPersons(string answer) => this.answer = answer;

    /// <exception cref="ImportQuestionException">There are several, and nobody has said which it is.</exception>
    public static ZeppPersons Of(IEnumerable<SourceFile> bodies, FormatRun run)
    {
        var heights = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var body in bodies)
        {
            try
            {
                Count(body, heights);
            }
            catch (InvalidDataException)
            {
                // Said when it is read.
            }
        }
        if (heights.Count < 2)
            return new(Everybody);
        List<ImportChoice> choices =
        [
            .. heights.Select(h => new ImportChoice(h.Key, [$"{h.Key} cm", $"{h.Value}"])),
            // A child who grew.
            new(
                Everybody,
                [$"{heights.Keys.First()} – {heights.Keys.Last()} cm", $"{heights.Values.Sum()}"]
            ),
        ];
        return new(run.Ask(new("subject:zepp", ImportTopic.Subject, [], choices)));
    }

    /// <summary>Whether a row with this height is of the person of the import.</summary>
    public bool IsOurs(string height) =>
        answer == Everybody || Plain(height) is not { } plain || plain == answer;

    /// <summary>Who it is, to compare with; nothing of it is kept.</summary>
    public static void NoteBirth(SourceFile user, IImportSink sink)
    {
        using var table = TableReader.Open(user);
        if (!table.FindHeader(ZeppTable.User.Columns) || table.Read() is not { } row)
            return;
        if (
            TimeText.TryParse(row[table.Header.Find("birthday")], DateOrder.DayFirst, out var born)
            && !born.NeedsOrder
        )
            sink.BornOn(DateOnly.FromDateTime(born.Local));
    }

    private static void Count(SourceFile body, SortedDictionary<string, int> heights)
    {
        using var table = TableReader.Open(body);
        if (!table.FindHeader(ZeppTable.Body.Columns))
            return;
        var height = table.Header.Find("height");
        while (table.Read() is { } row)
        {
            if (Plain(row[height]) is not { } plain)
                continue;
            if (heights.Count < Most || heights.ContainsKey(plain))
                heights[plain] = heights.GetValueOrDefault(plain) + 1;
        }
    }

    /// <summary>178, 178.0 and 178.00 are one height; null for none.</summary>
    private static string? Plain(string height) =>
        CellNumbers.TryParse(height, false, out var number) && number.Digits > 0
            ? number.ToDouble().ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
