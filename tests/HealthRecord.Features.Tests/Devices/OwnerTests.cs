using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Devices;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers.Gatt;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Devices;

/// <summary>Whose values these are is proposed from what the records hold, and remembered for each user of the device.</summary>
public sealed class OwnerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_nearest_weight_proposes_whose_it_is(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(62), Ct);
        await host.LogAsync(family.Ana, leo, Typing.Weight(21), Ct);

        // Ana's page is open and 20.5 kg are on the scale.
        var child = await ProposeAsync(host, family, "00 0410", family.AnaPerson);
        var mother = await ProposeAsync(host, family, "00 3831", leo);
        var nobody = await ProposeAsync(host, family, "00 8070", leo);

        Assert.Equal((leo, ProposalReason.Nearest), (child.Person, child.Reason));
        Assert.Equal((family.AnaPerson, ProposalReason.Nearest), (mother.Person, mother.Reason));
        Assert.Equal((null, ProposalReason.None), (nobody.Person, nobody.Reason));
    }

    [Theory, BothDatabases]
    public async Task Two_who_weigh_the_same_are_not_told_apart(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2008-02-28").BuildAsync(Ct);
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70.4), Ct);
        await host.LogAsync(family.Ana, family.Person("Léo"), Typing.Weight(69.7), Ct);

        var proposal = await ProposeAsync(host, family, "00 b036", family.AnaPerson);

        Assert.Equal((family.AnaPerson, ProposalReason.Shown), (proposal.Person, proposal.Reason));
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_proposed_whom_the_reader_may_only_look_at(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await host.LogAsync(family.Ana, leo, Typing.Weight(20.5), Ct);
        var karim = await family.AddAdultAsync("Karim", Ct);
        await family.GrantAsync(karim, leo, GrantRole.Viewer, RecordDomains.Measures, ct: Ct);

        var proposal = await host.Get<ProposeOwner>()
            .RunAsync(karim, Sending.Measurements(Scale("00 0410")), leo, leo, Ct);

        Assert.Equal([karim.OwnPerson], proposal.Candidates);
        Assert.Null(proposal.Person);
    }

    [Theory, BothDatabases]
    public async Task Each_user_of_a_device_is_remembered_for_the_account(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);
        var known = host.Get<KnownDevices>();
        await known.RememberAsync(family.Ana, "BM57", d => d.With(1, family.AnaPerson, 7), Ct);
        await known.RememberAsync(family.Ana, "BM57", d => d.With(2, family.Person("Léo"), 5), Ct);
        await known.RememberAsync(
            family.Ana,
            "BM57",
            d => d.With(1, family.Person("Léo"), null),
            Ct
        );

        var device = await known.RunAsync(family.Ana, "BM57", Ct);
        var other = await known.RunAsync(family.Ana, "BM58", Ct);

        Assert.Equal(family.Person("Léo"), device.WhoIs(1));
        Assert.Equal(family.Person("Léo"), device.WhoIs(2));
        Assert.Null(device.WhoIs(null));
        Assert.Equal(7, device.LastSequence);
        Assert.Null(other.WhoIs(1));
    }

    private static Task<OwnerProposal> ProposeAsync(
        RecordHost host,
        TestFamily family,
        string hex,
        PersonId shown
    ) =>
        host.Get<ProposeOwner>()
            .RunAsync(family.Ana, Sending.Measurements(Scale(hex)), null, shown, Ct);

    private static GattPacket Scale(string hex) => Sending.Packet(GattCharacteristic.Weight, hex);
}
