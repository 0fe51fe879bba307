using System.Text.Json;

namespace HealthRecord.Domain.Measures;

/// <summary>Reads <c>kinds.json</c>. A fault in it is a bug of this assembly and throws at the first use.</summary>
internal static class KindFile
{
    public static IReadOnlyList<Kind> Read()
    {
        using var stream =
            typeof(KindFile).Assembly.GetManifestResourceStream("kinds.json")
            ?? throw new InvalidOperationException("The catalogue of kinds is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(KindOf)];
    }

    private static Kind KindOf(JsonElement k)
    {
        var per = k.TryGetProperty("per", out _) ? RangePer.Day : RangePer.Reading;
        return new(
            Text(k, "code"),
            Text(k, "fr"),
            Text(k, "en"),
            DomainOf(Text(k, "domain")),
            [.. List(k, "units").Select(UnitOf)],
            RangeOf(k, "plausible", per),
            RangeOf(k, "possible", per),
            k.GetProperty("decimals").GetInt32(),
            List(k, "aggregation")
                .Aggregate(Aggregation.None, (sum, a) => sum | AggregationOf(Text(a))),
            SamplingOf(Text(k, "sampling")),
            [
                .. List(k, "components")
                    .Select(c => new KindComponent(
                        Text(c, "code"),
                        c.GetProperty("required").GetBoolean()
                    )),
            ],
            [.. List(k, "codes").Select(Text)],
            k.TryGetProperty("viewOf", out var view) ? Text(view) : null,
            LoincOf(k)
        );
    }

    /// <summary>Only confirmed codes: the others must not leave the system before somebody compared them.</summary>
    private static string? LoincOf(JsonElement k) =>
        k.TryGetProperty("loinc", out var loinc) && loinc.GetProperty("confirmed").GetBoolean()
            ? Text(loinc, "code")
            : null;

    private static Unit UnitOf(JsonElement u)
    {
        var ucum = Text(u, "ucum");
        return new(ucum, Number(u, "scale", 1), Number(u, "offset", 0), UnitSymbols.Of(ucum));
    }

    private static ValueRange? RangeOf(JsonElement k, string name, RangePer per) =>
        k.TryGetProperty(name, out var range)
            ? new(range[0].GetDouble(), range[1].GetDouble(), per)
            : null;

    private static RecordDomains DomainOf(string name) =>
        name switch
        {
            "measures" => RecordDomains.Measures,
            "medication" => RecordDomains.Medication,
            "nutrition" => RecordDomains.Nutrition,
            "sleep" => RecordDomains.Sleep,
            "sport" => RecordDomains.Sport,
            "mental" => RecordDomains.Mental,
            "addiction" => RecordDomains.Addiction,
            "sexual-reproductive" => RecordDomains.SexualReproductive,
            _ => throw new InvalidOperationException($"Unknown domain in kinds.json: {name}"),
        };

    private static Aggregation AggregationOf(string name) =>
        name switch
        {
            "mean" => Aggregation.Mean,
            "min" => Aggregation.Min,
            "max" => Aggregation.Max,
            "last" => Aggregation.Last,
            "sum" => Aggregation.Sum,
            "sum-after-merge" => Aggregation.SumAfterMerge,
            "duration" => Aggregation.Duration,
            "duration by code" => Aggregation.DurationByCode,
            "time-in-range" => Aggregation.TimeInRange,
            "pair" => Aggregation.Pair,
            "series" => Aggregation.Series,
            "document" => Aggregation.Document,
            "energy-mean" => Aggregation.EnergyMean,
            _ => throw new InvalidOperationException($"Unknown aggregation in kinds.json: {name}"),
        };

    private static Sampling SamplingOf(string name) =>
        name switch
        {
            "discrete" => Sampling.Discrete,
            "continuous" => Sampling.Continuous,
            "session" => Sampling.Session,
            _ => throw new InvalidOperationException($"Unknown sampling in kinds.json: {name}"),
        };

    private static IEnumerable<JsonElement> List(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static double Number(JsonElement of, string name, double otherwise) =>
        of.TryGetProperty(name, out var number) ? number.GetDouble() : otherwise;

    private static string Text(JsonElement of, string name) => Text(of.GetProperty(name));

    private static string Text(JsonElement element) =>
        element.GetString()
        ?? throw new InvalidOperationException("A text is missing in kinds.json.");
}
