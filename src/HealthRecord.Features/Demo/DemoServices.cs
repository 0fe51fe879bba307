using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Demo;

internal static class DemoServices
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<DemoRecord>();
        services.AddSingleton<DemoMedicines>();
        services.AddSingleton(s => new DemoFamily(
            s.GetRequiredService<DemoAccounts>(),
            s.GetRequiredService<DemoRecord>(),
            s.GetRequiredService<DemoMedicines>(),
            s.GetRequiredService<AddPerson>(),
            s.GetRequiredService<EditPerson>(),
            s.GetRequiredService<ReadPerson>(),
            s.GetRequiredService<HealthDbs>(),
            s.GetRequiredService<TimeProvider>()
        ));
    }
}
