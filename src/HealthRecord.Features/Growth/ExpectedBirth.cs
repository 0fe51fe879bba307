using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Growth;

/// <summary>The day on which a child was expected: of one born early the age is counted from it for two years.</summary>
public sealed record ExpectedBirth
{
    /// <summary>One entry a person.</summary>
    internal const string Key = "expected-birth";

    internal static readonly EntryType<ExpectedBirth> Type = new(
        "expected-birth",
        RecordDomains.Facts,
        GrowthJson.Default.ExpectedBirth
    );

    public int Version { get; init; } = 1;

    public DateOnly On { get; init; }
}

[JsonSerializable(typeof(ExpectedBirth))]
internal sealed partial class GrowthJson : JsonSerializerContext;
