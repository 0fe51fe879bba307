using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Reminders.Planning;

/// <summary>Whom to tell, and after how long, when something that was planned for a person was not done.</summary>
public sealed record RelayChoice
{
    /// <summary>One entry a person.</summary>
    internal const string Key = "relay";

    internal static readonly EntryType<RelayChoice> Type = new(
        "reminder-relay",
        RecordDomains.Medication,
        RelayJson.Default.RelayChoice
    );

    /// <summary>The delays that are offered, in minutes.</summary>
    public static IReadOnlyList<int> Delays { get; } = [15, 30, 60, 120, 240];

    public int Version { get; init; } = 1;

    /// <summary>Accounts in the order in which they are tried: the first who may be told is.</summary>
    public IReadOnlyList<Guid> Accounts
    {
        get => field ?? [];
        init;
    }

    public int DelayMinutes { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RelayChoice))]
internal sealed partial class RelayJson : JsonSerializerContext;
