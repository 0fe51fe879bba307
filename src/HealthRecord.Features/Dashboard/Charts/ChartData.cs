using System.Text.Json.Serialization;

namespace HealthRecord.Features.Dashboard.Charts;

/// <summary>What the chart's script draws: finished numbers in the reader's unit, and words in the reader's language.</summary>
/// <param name="Shape"><c>line</c>, <c>bars</c>, <c>ribbon</c>, <c>dots</c> or <c>stack</c>.</param>
/// <param name="Step">Milliseconds between two neighbours; a wider gap breaks the line.</param>
/// <param name="From">First and last millisecond of the axis: local time written as UTC.</param>
public sealed record ChartData(
    string Shape,
    string Unit,
    int Decimals,
    long Step,
    long From,
    long To,
    IReadOnlyList<ChartSeries> Series,
    ChartBand? Band
);

/// <param name="Low">Lower edge of a ribbon, beside <paramref name="Points"/>.</param>
/// <param name="Key">Code of a stage, by which it has its colour.</param>
public sealed record ChartSeries(
    string Name,
    IReadOnlyList<double[]> Points,
    IReadOnlyList<double[]>? Low = null,
    IReadOnlyList<double[]>? High = null,
    string? Key = null
);

/// <param name="SecondHigh">Of the second number of a pair.</param>
public sealed record ChartBand(
    double? Low,
    double? High,
    string Name,
    double? SecondLow = null,
    double? SecondHigh = null
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ChartData))]
internal sealed partial class ChartJson : JsonSerializerContext;
