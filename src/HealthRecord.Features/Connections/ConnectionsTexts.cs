namespace HealthRecord.Features.Connections;

/// <summary>Marks the texts beside.</summary>
public sealed class ConnectionsTexts;
