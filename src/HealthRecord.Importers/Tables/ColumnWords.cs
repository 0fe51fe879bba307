using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>What the names of columns mean, in French and English: kinds, units, dates and times.</summary>
internal static class ColumnWords
{
    private static readonly string[] DateWords = ["date", "jour", "day", "dateofmeasurement"];

    private static readonly string[] MomentWords =
    [
        "datetime",
        "dateheure",
        "dateetheure",
        "dateandtime",
        "timestamp",
        "horodatage",
        "start",
        "starttime",
        "startdate",
        "debut",
        "measuredat",
        "time",
        "local",
    ];

    private static readonly string[] TimeWords = ["time", "heure", "hour", "horaire", "timeofday"];

    private static readonly string[] EndWords =
    [
        "end",
        "endtime",
        "enddate",
        "fin",
        "datefin",
        "heurefin",
        "stop",
    ];

    private static readonly string[] NoteWords =
    [
        "note",
        "notes",
        "commentaire",
        "commentaires",
        "comment",
        "comments",
        "remarque",
        "remarques",
        "remark",
        "remarks",
        "observation",
        "observations",
        "annotation",
        "annotations",
        "memo",
    ];

    private const int LongEnoughInside = 5;

    public static bool IsDate(string plain) => Is(DateWords, plain);

    public static bool IsMoment(string plain) => Is(MomentWords, plain);

    public static bool IsTime(string plain) => Is(TimeWords, plain);

    public static bool IsEnd(string plain) => Is(EndWords, plain);

    public static bool IsNote(string plain) => Is(NoteWords, plain);

    /// <summary>The name without its unit, and the unit: in brackets, or the last word.</summary>
    public static (string Plain, string Unit) Split(string header)
    {
        var name = header.Trim();
        var open = name.LastIndexOfAny(['(', '[']);
        if (open > 0 && name[^1] is ')' or ']')
            return (TableHeader.Plain(name[..open]), name[(open + 1)..^1].Trim());
        var last = name.LastIndexOfAny([' ', '_', ',', '\u00A0']);
        return last > 0 && IsUnit(name[(last + 1)..])
            ? (TableHeader.Plain(name[..last]), name[(last + 1)..])
            : (TableHeader.Plain(name), "");
    }

    /// <summary>Whole names go before names inside longer ones, and the catalogue's own names before all.</summary>
    public static Kind? Find(string plain)
    {
        if (plain.Length == 0)
            return null;
        foreach (var kind in KindCatalogue.All)
            if (
                IsTold(kind)
                && (
                    TableHeader.Plain(kind.Code) == plain
                    || TableHeader.Plain(kind.NameFr) == plain
                    || TableHeader.Plain(kind.NameEn) == plain
                )
            )
                return kind;
        foreach (var (kind, words) in KindWords.All)
            if (Is(words, plain))
                return KindCatalogue.Get(kind);
        return KindWords
            .All.SelectMany(k => k.Words.Select(w => (k.Kind, Word: w)))
            .Where(k =>
                k.Word.Length >= LongEnoughInside
                && plain.Contains(k.Word, StringComparison.Ordinal)
            )
            .OrderByDescending(k => k.Word.Length)
            .Select(k => KindCatalogue.Get(k.Kind))
            .FirstOrDefault();
    }

    /// <summary>Whether a table can hold it: a number, or the two of a blood pressure.</summary>
    public static bool IsTold(Kind kind) =>
        kind.Units.Count > 0
        && (kind.Aggregation & (Aggregation.Document | Aggregation.Series)) == Aggregation.None;

    private static bool IsUnit(string word) =>
        word is not ("F" or "C" or "in" or "a" or "1" or "h" or "f" or "c")
        && KindCatalogue.All.Any(k => UnitWords.TryFind(k, word, out _));

    private static bool Is(string[] words, string plain) =>
        words.Contains(plain, StringComparer.Ordinal);
}
