namespace HealthRecord.Features.Devices;

/// <summary>Marker of the texts of devices.</summary>
public sealed class DevicesTexts;
