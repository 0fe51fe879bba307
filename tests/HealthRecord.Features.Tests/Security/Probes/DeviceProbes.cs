using HealthRecord.Domain;
using HealthRecord.Features.Devices;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Devices;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>What a device measured is written like anything else, and nobody is proposed who may not be written for.</summary>
internal sealed class DeviceProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Measures;

    public IEnumerable<Probe> All =>
        [
            new(typeof(SaveDeviceReadings), Need.Write, Domain, SaveAsync),
            new(typeof(ProposeOwner), Need.Write, Domain, ProposeAsync),
        ];

    private static async Task<bool> SaveAsync(Attempt a) =>
        (
            await a
                .Host.Get<SaveDeviceReadings>()
                .RunAsync(
                    a.Actor,
                    a.Person,
                    "Scale",
                    Sending.Readings(Sending.Weight),
                    Ids.New(),
                    a.Ct
                )
        ).Succeeded;

    private static async Task<bool> ProposeAsync(Attempt a) =>
        (
            await a
                .Host.Get<ProposeOwner>()
                .RunAsync(a.Actor, Sending.Measurements(Sending.Weight), null, null, a.Ct)
        ).Candidates.Contains(a.Person);
}
