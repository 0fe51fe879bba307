using HealthRecord.Domain;

namespace HealthRecord.Features.Devices;

/// <summary>Expected refusals of what a device sent. The sentences are in the texts beside.</summary>
internal static class DeviceErrors
{
    public static readonly Error Nothing = new("device.nothing");

    /// <summary>The device's clock is in the future: somebody has to choose the time of reception.</summary>
    public static readonly Error Clock = new("device.clock");
}
