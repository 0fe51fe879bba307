namespace HealthRecord.Features.Connections;

/// <summary>One cloud of a vendor connected to one person.</summary>
public readonly record struct ConnectionId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}
