using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Devices;

internal static class DevicesServices
{
    public static void AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<DeviceFacts>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<ProposeOwner>();
        services.AddSingleton<SaveDeviceReadings>();
    }
}
