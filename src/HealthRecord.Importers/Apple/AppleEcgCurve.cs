using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Apple;

/// <summary>Collects the samples of one electrocardiogram, and what its head says of how they were taken.</summary>
internal sealed class AppleEcgCurve
{
    private const string Origin = "Electrocardiogram/Trace";

    /// <summary>Two minutes and more: watches record thirty seconds.</summary>
    private const int Most = 100_000;
    private const int Longest = 40;

    private readonly List<int> nanovolts = [];
    private WrittenNumber? rate;
    private string? lead;
    private bool isWhole = true;

    public long Samples { get; private set; }

    /// <summary>A value of the head: the sample rate is the one in hertz, in every language.</summary>
    public void Head(string cell)
    {
        if (cell.Length is 0 or > Longest)
            return;
        var isRate =
            char.IsAsciiDigit(cell[0])
            && (
                cell.Contains("hert", StringComparison.OrdinalIgnoreCase)
                || cell.Contains("hz", StringComparison.OrdinalIgnoreCase)
            );
        var digits = cell.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ',').ToArray();
        if (
            isRate
            && DecimalText.TryParse(new string(digits).Replace(',', '.'), out var number)
            && number.ToDouble() is >= 1 and <= 10_000
        )
            rate = number;
        // The lead is Roman numbers behind a word: Lead I, Dérivation I.
        if (cell.EndsWith(" I", StringComparison.Ordinal))
            lead = cell;
    }

    public void Add(string line)
    {
        Samples++;
        var text = line.Trim().Trim('"').Replace(',', '.').Replace('−', '-');
        const int nanovoltsPerMicrovolt = 1000;
        if (
            nanovolts.Count < Most
            && DecimalText.TryParse(text, out var number)
            && number.ToDouble() * nanovoltsPerMicrovolt is > -1e9 and < 1e9 and var exact
        )
            nanovolts.Add((int)Math.Round(exact));
        else
            // One that is missing would move all that come after it.
            isWhole = false;
    }

    /// <summary>Null when it is not whole, or nobody knows how long it lasts.</summary>
    public IncomingTrace? Of(SourceKey source, long startMs) =>
        isWhole && nanovolts.Count > 0 && rate is { } fast
            ? new(source, startMs, fast, nanovolts, Origin) { Lead = lead }
            : null;
}
