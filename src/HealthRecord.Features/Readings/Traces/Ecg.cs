using System.Security.Cryptography;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>An electrocardiogram: what its device told of it, and who carried it. The curve lies in an entry of its own.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Samples">How many.</param>
/// <param name="Verdict">What the device said of it, in its own words, which are never added to.</param>
/// <param name="Imports">When the last of them is undone, it goes.</param>
public sealed record Ecg(
    SourceKey Source,
    long StartMs,
    WrittenNumber Rate,
    int Samples,
    string? Verdict,
    WrittenNumber? HeartRate,
    string? Lead,
    IReadOnlyList<Guid> Imports
)
{
    public int Version { get; init; } = 1;

    internal static readonly EntryType<Ecg> Type = new(
        "ecg",
        RecordDomains.Measures,
        EcgJson.Default.Ecg
    );

    [JsonIgnore]
    public int Month => UtcMonth.Of(StartMs);

    internal static Ecg Of(IncomingTrace told, ImportId import) =>
        new(
            told.Source,
            told.StartMs,
            told.Rate,
            told.Nanovolts.Count,
            told.Verdict,
            told.HeartRate,
            told.Lead,
            [import.Value]
        );

    /// <summary>What it says names it: its source, its instant and its curve. Of its entry and of that of its curve.</summary>
    internal static string KeyOf(SourceKey source, long startMs, byte[] curve) =>
        $"{source.Canonical}\u001f{startMs}\u001f{Convert.ToHexString(SHA256.HashData(curve).AsSpan(0, 16))}";
}

/// <summary>The curve of an electrocardiogram: beside its entry, so that lists never open it.</summary>
/// <param name="Samples">As <see cref="TraceCodec"/> writes them.</param>
public sealed record EcgCurve(byte[] Samples)
{
    public int Version { get; init; } = 1;

    internal static readonly EntryType<EcgCurve> Type = new(
        "ecg-curve",
        RecordDomains.Measures,
        EcgJson.Default.EcgCurve
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Ecg))]
[JsonSerializable(typeof(EcgCurve))]
internal sealed partial class EcgJson : JsonSerializerContext;
