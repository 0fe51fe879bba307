using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class DevicesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Every_source_is_named_with_its_last_delivery_and_the_silent_one_is_told(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var (ana, person) = (family.Ana, family.AnaPerson);
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        var items = new List<IngestItem>();
        for (var ago = 10; ago <= 60; ago++)
            items.Add(Item("heart-rate", today.AddDays(-ago), "62", "Montre"));
        items.Add(Item("body-weight", today.AddDays(-10), "70", "Montre"));
        items.Add(Item("body-weight", today.AddYears(-3), "69", "Vieille balance"));
        await host.Get<IngestReadings>().RunAsync(ana, person, new("iPhone", items), Ids.New(), Ct);
        var arrived = host.Clock.GetUtcNow().UtcDateTime;
        await host.LogAsync(ana, person, Typing.Weight(70, arrived.AddDays(-40)), Ct);

        var rows = (await host.Get<ReadPersonDevices>().RunAsync(ana, person, Ct)).Value;

        Assert.Equal(["Montre", "", "Vieille balance"], rows.Select(r => r.Source.Name));
        Assert.Equal(
            (2, today.AddDays(-10), SourceClass.Worn, (DateTime?)arrived),
            (rows[0].Kinds, rows[0].NewestDay, rows[0].Class, rows[0].ArrivedUtc)
        );
        Assert.Equal(new SilentDevice(today.AddDays(-10), 1, 10), rows[0].Silence);
        Assert.Equal((SourceKey.ByHand, null), (rows[1].Source, rows[1].ArrivedUtc));
        Assert.Null(rows[1].Silence);
        Assert.Null(rows[2].Silence);
    }

    [Fact]
    public async Task A_source_of_a_domain_that_may_not_be_read_is_not_named()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").BuildAsync(Ct);
        await family.GrantAsync(
            family.Actor("Karim"),
            family.AnaPerson,
            GrantRole.Viewer,
            RecordDomains.Sleep,
            ct: Ct
        );
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        await host.Get<IngestReadings>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                new("iPhone", [Item("body-weight", today, "70", "Balance")]),
                Ids.New(),
                Ct
            );

        var rows = await host.Get<ReadPersonDevices>()
            .RunAsync(family.Actor("Karim"), family.AnaPerson, Ct);

        Assert.Empty(rows.Value);
    }

    private static IngestItem Item(string kind, DateOnly day, string value, string source) =>
        new(kind, $"{day:O}T08:00:00Z", null, [value], null, null, source, null, 1);
}
