using System.Globalization;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>Whom a person believes first for one kind.</summary>
internal sealed record SourceOrder(string Kind, IReadOnlyList<SourceKey> Best)
{
    public int Version { get; init; } = 1;

    public static readonly EntryType<SourceOrder> Type = new(
        "source-order",
        RecordDomains.Measures,
        SourcesJson.Default.SourceOrder
    );
}

/// <summary>Two names of one device: the readings of <paramref name="Other"/> count as those of <paramref name="Main"/>.</summary>
internal sealed record SameDevice(SourceKey Other, SourceKey Main);

/// <summary>All devices of a person that go by several names.</summary>
internal sealed record SameDevices(IReadOnlyList<SameDevice> Pairs)
{
    public int Version { get; init; } = 1;

    public static readonly EntryType<SameDevices> Type = new(
        "same-devices",
        RecordDomains.Measures,
        SourcesJson.Default.SameDevices
    );
}

/// <summary>On this local day the person chose one source alone.</summary>
internal sealed record DayOverrule(string Kind, DateOnly Day, SourceKey Source)
{
    public int Version { get; init; } = 1;

    public static readonly EntryType<DayOverrule> Type = new(
        "day-overrule",
        RecordDomains.Measures,
        SourcesJson.Default.DayOverrule
    );

    public static string KeyOf(string kind, DateOnly day) =>
        $"{kind}\u001f{day.ToString("O", CultureInfo.InvariantCulture)}";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceOrder))]
[JsonSerializable(typeof(SameDevices))]
[JsonSerializable(typeof(DayOverrule))]
internal sealed partial class SourcesJson : JsonSerializerContext;
