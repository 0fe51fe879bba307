using System.Text.Json.Serialization;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Whom an invitation went to: sealed under the inviter's own person, because an address names somebody.</summary>
internal sealed record InvitationPayload
{
    public static readonly PayloadFormat<InvitationPayload> Format = new(
        InvitationJson.Default.InvitationPayload
    );

    public int Version { get; init; } = 1;
    public required string Email { get; init; }
}

[JsonSerializable(typeof(InvitationPayload))]
internal sealed partial class InvitationJson : JsonSerializerContext;
