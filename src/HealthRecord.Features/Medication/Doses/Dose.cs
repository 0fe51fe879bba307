using System.Globalization;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Medication;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>One tick: a planned dose that was taken or left out, or one as needed that was taken.</summary>
public sealed record Dose
{
    internal static readonly EntryType<Dose> Type = new(
        "dose",
        RecordDomains.Medication,
        DoseJson.Default.Dose
    );

    public int Version { get; init; } = 1;

    /// <summary>The medicine's own key.</summary>
    public Guid Medicine { get; init; }

    /// <summary>The planned local day; of one as needed that on which it was taken.</summary>
    public DateOnly Day { get; init; }

    public TimeOnly At { get; init; }

    public bool AsNeeded { get; init; }

    public DoseAnswerKind Kind { get; init; }

    public DateTime? TakenUtc { get; init; }

    /// <summary>Thousandths of the unit.</summary>
    public int Amount { get; init; }

    /// <summary>Two parents who tick the same planned dose make one. As needed the minute decides, in UTC: an hour may come twice.</summary>
    internal string NaturalKey =>
        AsNeeded
            ? string.Create(CultureInfo.InvariantCulture, $"{Medicine:N}/{TakenUtc:yyyyMMddHHmm}Z")
            : string.Create(CultureInfo.InvariantCulture, $"{Medicine:N}/{Day:yyyyMMdd}/{At:HHmm}");

    /// <summary>Year × 100 + month.</summary>
    internal int Month => (Day.Year * 100) + Day.Month;

    internal DoseAnswer Told => new(Day, At, Kind, TakenUtc, Amount);
}

/// <summary>A tick and the row version it was read at.</summary>
internal sealed record DoseLine(EntryId Id, long Version, Dose Payload);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dose))]
internal sealed partial class DoseJson : JsonSerializerContext;
