using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Imports;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

public sealed class StrangerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Another_familys_ids_lead_nowhere(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var (bob, ana) = (await A.Family(host, "Bob").BuildAsync(Ct), family.AnaPerson);
        var stranger = bob.Ana;
        var reading = await host.LogAsync(family.Ana, ana, Typing.Weight(70), Ct);
        var tag = await host.TagAsync(family.Ana, ana, "body-weight", Ct);
        var run = await host.ImportAsync(
            family.Ana,
            ana,
            AppleExport.With().HeartRate("2024-03-01 08:00:00", 60).Zip(),
            Ct
        );
        var day = DateOnly.FromDateTime(Typing.Noon);
        var query = new ReadingsQuery(Typing.Noon.AddDays(-1), Typing.Noon.AddDays(1));
        var phone = new SourceKey("apple", "iPhone");

        Error?[] answers =
        [
            (await host.Get<ReadKinds>().RunAsync(stranger, ana, Ct)).Error,
            (
                await host.Get<DefineKind>()
                    .RunAsync(stranger, ana, new("x", "", RecordDomains.Measures, 0), Ct)
            ).Error,
            (
                await host.Get<LogReadings>()
                    .RunAsync(stranger, ana, [Typing.Weight(70)], Ids.New(), Ct)
            ).Error,
            (
                await host.Get<EditReading>()
                    .RunAsync(stranger, ana, reading, Typing.Weight(71), 0, Ids.New(), Ct)
            ).Error,
            (
                await host.Get<DeleteReading>().RunAsync(stranger, ana, reading, 0, Ids.New(), Ct)
            ).Error,
            (
                await host.Get<DeleteReading>()
                    .RunAsync(stranger, bob.Person("Bob"), reading, 0, Ids.New(), Ct)
            ).Error,
            (
                await host.Get<ConfirmReading>().RunAsync(stranger, ana, reading, 0, Ids.New(), Ct)
            ).Error,
            (await host.Get<UndoChange>().RunAsync(stranger, ana, reading, 0, Ids.New(), Ct)).Error,
            (await host.Get<ReadReadings>().RunAsync(stranger, ana, tag, query, Ct)).Error,
            (await host.Get<ReadReadings>().OfDayAsync(stranger, ana, tag, day, Ct)).Error,
            (await host.Get<ReadDays>().RunAsync(stranger, ana, tag, day, day, Ct)).Error,
            (await host.Get<ReadLatest>().RunAsync(stranger, ana, null, Ct)).Error,
            (await host.Get<ExplainDay>().RunAsync(stranger, ana, tag, day, Ct)).Error,
            (await host.Get<ReadSources>().RunAsync(stranger, ana, tag, Ct)).Error,
            (await host.Get<OrderSources>().RunAsync(stranger, ana, tag, [phone], Ct)).Error,
            (
                await host.Get<DeclareSameDevice>()
                    .RunAsync(stranger, ana, tag, phone, SourceKey.ByHand, Ct)
            ).Error,
            (await host.Get<OverruleDay>().RunAsync(stranger, ana, tag, day, phone, Ct)).Error,
            (
                await host.Get<ReadTimeline>()
                    .RunAsync(stranger, ana, 202603, TimelineItems.All, null, Ct)
            ).Error,
            (
                await host.Get<WriteNote>()
                    .RunAsync(stranger, ana, new(Typing.Noon, "x"), Ids.New(), Ct)
            ).Error,
            (await host.Get<Drafts>().SaveAsync(stranger, ana, "quick", "x", Ct)).Error,
            (await host.Get<ExportReadings>().RunAsync(stranger, ana, tag, true, Ct)).Error,
            (await host.Get<StartImport>().RunAsync(stranger, ana, "x.zip", 10, Ct)).Error,
            (await host.Get<AppendUpload>().RunAsync(stranger, run.Run, 0, Stream.Null, Ct)).Error,
            (await host.Get<ReadImports>().OneAsync(stranger, run.Run, Ct)).Error,
            (await host.Get<RunImportAgain>().RunAsync(stranger, run.Run, Ct)).Error,
            (await host.Get<CancelImport>().RunAsync(stranger, run.Run, Ct)).Error,
            (await host.Get<UndoImport>().RunAsync(stranger, run.Run, Ct)).Error,
            (await host.Get<MoveImport>().RunAsync(stranger, run.Run, bob.Person("Bob"), Ct)).Error,
            (
                await host.Get<MoveImport>().RunAsync(family.Ana, run.Run, bob.Person("Bob"), Ct)
            ).Error,
        ];

        Assert.All(answers, e => Assert.EndsWith(".not-found", e?.Key, StringComparison.Ordinal));
        Assert.Single(await host.ListAsync(family.Ana, ana, "body-weight", Ct));
    }

    [Theory, BothDatabases]
    public async Task A_reading_whose_acknowledgement_was_lost_is_there_once(Database database)
    {
        var fault = new SaveFault(before: false);
        await using var host = await RecordHost.OpenAsync(database, fault.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var operation = Ids.New();
        fault.Armed = true;

        var first = await host.Get<LogReadings>()
            .RunAsync(family.Ana, family.AnaPerson, [Typing.Weight(70)], operation, Ct);
        var again = await host.Get<LogReadings>()
            .RunAsync(family.Ana, family.AnaPerson, [Typing.Weight(70)], operation, Ct);

        Assert.True(fault.Struck);
        Assert.True(first.Succeeded, first.Error?.Key);
        Assert.Equal(first.Value, again.Value);
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
    }
}
