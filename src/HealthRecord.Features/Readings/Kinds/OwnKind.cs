using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>A kind that a family defined: the sealed inside of its entry.</summary>
/// <param name="Code"><c>own:</c> and 32 hexadecimal digits.</param>
/// <param name="Unit">As shown beside a value; empty for a bare number.</param>
/// <param name="Min">Smallest value that is not asked about; null for none.</param>
/// <param name="IsTotal">Values of one day add up (glasses of water), instead of standing beside each other.</param>
internal sealed record OwnKind(
    string Code,
    string Name,
    string Unit,
    RecordDomains Domain,
    int Decimals,
    double? Min,
    double? Max,
    bool IsTotal
)
{
    public int Version { get; init; } = 1;

    /// <summary>Listed for whoever sees the person; its readings are asked by <see cref="Domain"/>.</summary>
    public static readonly EntryType<OwnKind> Type = new(
        "own-kind",
        RecordDomains.Measures,
        OwnKindJson.Default.OwnKind
    );

    public Kind ToKind() =>
        new(
            Code,
            Name,
            Name,
            Domain,
            // A UCUM annotation: a unit of one, with words.
            [new Unit(Unit.Length == 0 ? "1" : $"{{{Unit}}}", 1, 0, Unit)],
            Min is null && Max is null
                ? null
                : new ValueRange(Min ?? double.MinValue, Max ?? double.MaxValue),
            null,
            Decimals,
            IsTotal
                ? Aggregation.Sum | Aggregation.Last
                : Aggregation.Mean | Aggregation.Min | Aggregation.Max | Aggregation.Last,
            Sampling.Discrete,
            [],
            [],
            null,
            null
        );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OwnKind))]
internal sealed partial class OwnKindJson : JsonSerializerContext;
