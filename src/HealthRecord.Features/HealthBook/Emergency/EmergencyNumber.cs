using System.Text.Json;
using System.Text.Json.Serialization;

namespace HealthRecord.Features.HealthBook.Emergency;

/// <summary>A public help number. Always shown: a number that was not compared with its publisher lately says so.</summary>
internal sealed record EmergencyNumber(
    string Number,
    string Fr,
    string En,
    string? HoursFr = null,
    string? HoursEn = null,
    bool Confirmed = false
)
{
    /// <summary>The two that stand under every page of health.</summary>
    public const string Ambulance = "15";

    public const string Europe = "112";

    private static readonly Lazy<IReadOnlyList<EmergencyNumber>> Read = new(ReadEmbedded);

    public static IReadOnlyList<EmergencyNumber> All => Read.Value;

    /// <summary>For a telephone link: digits alone.</summary>
    [JsonIgnore]
    public string Dialled => Number.Replace(" ", "", StringComparison.Ordinal);

    private static IReadOnlyList<EmergencyNumber> ReadEmbedded()
    {
        using var stream =
            typeof(EmergencyNumber).Assembly.GetManifestResourceStream("emergency-numbers-fr.json")
            ?? throw new InvalidOperationException("The emergency numbers are not embedded.");
        return JsonSerializer.Deserialize(stream, EmergencyJson.Default.ListEmergencyNumber)
            ?? throw new InvalidOperationException("The list of emergency numbers is empty.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(List<EmergencyNumber>))]
internal sealed partial class EmergencyJson : JsonSerializerContext;
