using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Store;
using HealthRecord.Features.Reminders.Sweeping;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Reminders;

/// <summary>The product with a mail server and a clock that the test moves; the workers run when the test says so.</summary>
internal sealed class ReminderStory(RecordHost host, MailServer server) : IAsyncDisposable
{
    /// <summary>Two months old on the day on which everything begins.</summary>
    public const string Baby = "2026-09-24";

    /// <summary>The next digest of somebody in Paris with the usual hours.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 12, 14, 7, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public RecordHost Host => host;

    public MailServer Server => server;

    public static async Task<ReminderStory> BeginAsync(
        Database database,
        Action<IServiceCollection>? with = null
    )
    {
        var server = MailServer.Start();
        var host = await RecordHost.OpenAsync(
            database,
            services =>
            {
                Typing.WithoutWorkers(services);
                with?.Invoke(services);
            },
            server.Settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
            Ct
        );
        return new(host, server);
    }

    public async Task<TestFamily> FamilyAsync(string born = Baby, string zone = "Europe/Paris") =>
        await A.Family(host).WithChild("Léo", born: born, zone: zone).BuildAsync(Ct);

    /// <summary>One minute of the product: the sweep, and the workers after it.</summary>
    public async Task MinuteAsync()
    {
        await host.Get<SweepReminders>().RunAsync(Ct);
        await WorkAsync(host);
    }

    /// <summary>Runs what the sweep enqueued; a failed task is left as Hangfire would leave it.</summary>
    public static async Task<int> WorkAsync(RecordHost of)
    {
        var queue = (QueuedJobs)of.Get<IBackgroundJobClient>();
        var letters = queue.Jobs.ConvertAll(j => (Guid)j.Args[0]);
        queue.Jobs.Clear();
        var failed = 0;
        foreach (var letter in letters)
            try
            {
                await of.Get<SendReminder>().RunAsync(letter, Ct);
            }
            catch (ReminderRefusedException)
            {
                failed++;
            }
        return failed;
    }

    public void GoTo(DateTimeOffset at) => host.Clock.SetUtcNow(at);

    /// <summary>Léo at the digest after something new became due.</summary>
    public async Task ToDigestAsync()
    {
        await MinuteAsync();
        GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await MinuteAsync();
        GoTo(Monday);
        await MinuteAsync();
    }

    public async Task<List<Reminder>> RowsAsync()
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.Reminders.OrderBy(r => r.CreatedUtc).ThenBy(r => r.Id).ToListAsync(Ct);
    }

    public async Task<List<ReminderLetter>> LettersAsync()
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.ReminderLetters.OrderBy(l => l.CreatedUtc).ToListAsync(Ct);
    }

    public async Task<DueWatch> WatchAsync(PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.DueWatches.SingleAsync(w => w.PersonId == person.Value, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await server.DisposeAsync();
    }
}
