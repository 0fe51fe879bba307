using HealthRecord.Domain;
using HealthRecord.Features.Growth;

namespace HealthRecord.Features.Tests.Security.Probes;

internal sealed class GrowthProbes : IProbes
{
    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadGrowth), Need.Read, RecordDomains.Measures, ReadAsync),
            new(typeof(SayExpectedBirth), Need.Write, RecordDomains.Facts, SayAsync),
        ];

    private static async Task<bool> ReadAsync(Attempt a) =>
        (await a.Host.Get<ReadGrowth>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> SayAsync(Attempt a)
    {
        var said = await a.Host.Get<SayExpectedBirth>().RunAsync(a.Actor, a.Person, null, a.Ct);
        return said.Succeeded;
    }
}
