using HealthRecord.Features.Operations.Retention;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

public sealed class ToldAgainTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_reading_that_its_sender_tells_again_days_later_stays_deleted(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var operation = Guid.NewGuid();
        var typed = Typing.Weight(70);
        Task<IReadOnlyList<ReadingId>> TellAsync(ReadingForm form) =>
            LogAsync(host, family, form, operation);
        var id = (await TellAsync(typed))[0];
        var deleted = await host.Get<DeleteReading>()
            .RunAsync(family.Ana, family.AnaPerson, id, 0, Ids.New(), Ct);
        Assert.True(deleted.Succeeded, deleted.Error?.Key);

        // By then nobody remembers that it was answered, and this time a word comes with it.
        host.Clock.Advance(TimeSpan.FromDays(3));
        await host.Get<KeepRetention>().RunAsync(Ct);
        Assert.Equal(id, (await TellAsync(typed with { Note = "à jeun", Confirmed = true }))[0]);

        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
    }

    [Theory, BothDatabases]
    public async Task What_is_said_with_a_reading_is_not_a_revision_of_it(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        await LogAsync(host, family, Typing.Weight(70) with { Note = "à jeun" }, Guid.NewGuid());

        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.Equal((0, "à jeun"), (shown.Revision, shown.Note));
        var edited = await host.Get<EditReading>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                shown.Id,
                Typing.Weight(71),
                shown.Revision,
                Ids.New(),
                Ct
            );
        Assert.Equal((1, null), (edited.Value.Revision, edited.Value.Note));
    }

    private static async Task<IReadOnlyList<ReadingId>> LogAsync(
        RecordHost host,
        TestFamily family,
        ReadingForm form,
        Guid operation
    ) =>
        (
            await host.Get<LogReadings>()
                .RunAsync(family.Ana, family.AnaPerson, [form], operation, Ct)
        ).Value;
}
