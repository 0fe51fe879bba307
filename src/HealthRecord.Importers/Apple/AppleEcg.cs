using System.Globalization;
using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Apple;

/// <summary>An electrocardiogram as a table: a head of names and values in the phone's language, then a sample a line in microvolts.</summary>
/// <remarks>
/// Names are translated, their order is not: the instant is known by its form, the classification follows it. What the watch
/// made of the trace becomes a reading; the trace itself is kept whole.
/// </remarks>
internal static class AppleEcg
{
    private const string ClassOrigin = "Electrocardiogram/Classification";
    private const string HeartOrigin = "Electrocardiogram/AverageHeartRate";
    private const int LongestLine = 1000;
    private const int LongestHead = 40;

    private static readonly Measure Verdicts = Measure.Of("ecg-classification");
    private static readonly Measure Heart = Measure.Of("heart-rate");

    /// <summary>Parts of words of the languages that we have seen or looked up, the more telling ones first.</summary>
    private static readonly (string Part, string Code)[] Words =
    [
        ("inconclu", "inconclusive"),
        ("inconcl", "inconclusive"),
        ("concluant", "inconclusive"),
        ("concluyente", "inconclusive"),
        ("eindeutig", "inconclusive"),
        ("fibril", "atrial-fibrillation"),
        ("vorhofflimmern", "atrial-fibrillation"),
        ("sinus", "sinus-rhythm"),
        ("sinoatrial", "sinus-rhythm"),
        ("high heart", "high-heart-rate"),
        ("heart rate over", "high-heart-rate"),
        ("cardiaque élevée", "high-heart-rate"),
        ("hohe herz", "high-heart-rate"),
        ("low heart", "low-heart-rate"),
        ("heart rate under", "low-heart-rate"),
        ("cardiaque basse", "low-heart-rate"),
        ("niedrige herz", "low-heart-rate"),
        ("poor", "poor-recording"),
        ("mauvais", "poor-recording"),
    ];

    /// <summary>By the unit of its samples and an instant in Apple's form: both stand in every language.</summary>
    public static bool IsEcg(SourceFile file) =>
        file.Head.Signature == Signature.Text
        && (
            file.Head.Start.Contains("µV", StringComparison.Ordinal)
            || file.Head.Start.Contains("μV", StringComparison.Ordinal)
        )
        && file.Head.Start.Split('\n').Any(l => InstantOf(CellOf(l)) is not null);

    /// <returns>How many samples stay outside, because the file does not say when or how fast they were taken.</returns>
    public static long Read(SourceFile file, Handover handover, CancellationToken ct)
    {
        using var text = file.OpenText();
        using var reader = new StreamReader(text, Encoding.UTF8);
        var line = new StringBuilder();
        var number = 0;
        long? ms = null;
        string? classification = null;
        string? heart = null;
        var isNext = false;
        var device = "Apple Watch";
        var curve = new AppleEcgCurve();
        while (ReadLine(reader, line))
        {
            ct.ThrowIfCancellationRequested();
            number++;
            var cell = CellOf(line.ToString());
            if (number > LongestHead || IsSample(line.ToString()))
            {
                if (IsSample(line.ToString()))
                    curve.Add(line.ToString());
                continue;
            }
            if (isNext)
                classification = cell;
            isNext = ms is null && InstantOf(cell) is not null;
            ms ??= InstantOf(cell);
            if (cell.StartsWith("Watch", StringComparison.Ordinal) && cell.Length < 40)
                device = cell;
            if (IsHeartRate(line.ToString(), cell))
                heart = cell;
            curve.Head(cell);
        }
        var source = new SourceKey(AppleNames.Producer, device);
        GiveClass(handover, source, ms, classification);
        var rate = GiveRate(handover, source, ms, heart);
        if (ms is not { } at || curve.Of(source, at) is not { } trace)
            return curve.Samples;
        handover.Take(
            trace with
            {
                Verdict = string.IsNullOrEmpty(classification) ? null : classification,
                HeartRate = rate,
            }
        );
        return 0;
    }

    private static void GiveClass(Handover handover, SourceKey source, long? ms, string? words)
    {
        if (string.IsNullOrEmpty(words))
            return;
        var code = Array
            .Find(Words, w => words.Contains(w.Part, StringComparison.OrdinalIgnoreCase))
            .Code;
        if (code is null)
            handover.Refuse(ClassOrigin, RefusalReason.Code, words);
        else if (ms is not { } at)
            handover.Refuse(ClassOrigin, RefusalReason.Date, words);
        else
            handover.Take(new Found(ClassOrigin, Verdicts, source, at, at, Verdicts.Code(code)));
    }

    /// <returns>Null when there is none.</returns>
    private static WrittenNumber? GiveRate(
        Handover handover,
        SourceKey source,
        long? ms,
        string? words
    )
    {
        if (words is null)
            return null;
        var digits = words.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ',').ToArray();
        if (
            ms is { } at
            && DecimalText.TryParse(new string(digits).Replace(',', '.'), out var rate)
        )
            return handover.Take(new Found(HeartOrigin, Heart, source, at, at, rate)) ? rate : null;
        handover.Refuse(HeartOrigin, RefusalReason.NotANumber, words);
        return null;
    }

    /// <summary>Not every version of the app writes it.</summary>
    private static bool IsHeartRate(string line, string cell) =>
        cell.Length > 0
        && char.IsAsciiDigit(cell[0])
        && (
            cell.Contains("bpm", StringComparison.OrdinalIgnoreCase)
            || cell.Contains("/min", StringComparison.OrdinalIgnoreCase)
            || line.Contains("heart rate", StringComparison.OrdinalIgnoreCase)
            || line.Contains("fréquence cardiaque", StringComparison.OrdinalIgnoreCase)
        );

    private static long? InstantOf(string cell) =>
        cell.Length == 25 && new AppleTime().TryParse(Encoding.UTF8.GetBytes(cell), out var ms)
            ? ms
            : null;

    /// <summary>A number alone on its line, with a decimal comma in quotes where the language has one.</summary>
    private static bool IsSample(string line)
    {
        var text = line.Trim().Trim('"').Replace(',', '.').Replace('−', '-');
        return text.Length > 0
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>What stands behind the first comma, or semicolon, without its quotes.</summary>
    private static string CellOf(string line)
    {
        var at = line.AsSpan().IndexOfAny(',', ';');
        return at < 0 ? "" : line[(at + 1)..].Trim().Trim('"').Trim();
    }

    /// <summary>Cut where no line of such a file ends.</summary>
    private static bool ReadLine(StreamReader reader, StringBuilder line)
    {
        line.Clear();
        var any = false;
        while (reader.Read() is var c and >= 0)
        {
            any = true;
            if (c == '\n')
                break;
            if (line.Length < LongestLine)
                line.Append((char)c);
        }
        return any;
    }
}
