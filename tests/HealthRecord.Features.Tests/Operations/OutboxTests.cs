using System.Text;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

public sealed class OutboxTests
{
    private static readonly Letter Hello = new(
        "ana@example.org",
        "fr-FR",
        "Bonjour",
        ["Un lien secret."],
        new LetterLink("Ouvrir", "https://example.org/secret")
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_that_was_waiting_when_the_process_died_leaves_after_the_next_start()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        host.Get<Outbox>().Post(Hello);
        foreach (var file in Directory.GetFiles(Path.Combine(host.Folder, "outbox")))
            Assert.DoesNotContain(
                "example.org",
                Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, Ct)),
                StringComparison.Ordinal
            );

        await using var next = await host.AgainAsync(ct: Ct);
        await DeliverAsync(next);

        var message = Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, "mail")));
        Assert.Contains(
            "https://example.org/secret",
            await File.ReadAllTextAsync(message, Ct),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Folder, "outbox")));
        await using var third = await host.AgainAsync(ct: Ct);
        await DeliverAsync(third);
        Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, "mail")));
    }

    [Fact]
    public async Task What_the_mail_server_refused_until_the_end_is_tried_by_the_next_process()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            s => s.AddSingleton<IMailSender, NoServer>(),
            ct: Ct
        );
        host.Get<Outbox>().Post(Hello);
        using (var delivery = Delivery(host))
            await delivery.StopAsync(Ct);

        await using var next = await host.AgainAsync(ct: Ct);
        await DeliverAsync(next);

        Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, "mail")));
    }

    [Fact]
    public async Task A_letter_that_is_too_old_or_cannot_be_opened_is_forgotten()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        host.Get<Outbox>().Post(Hello);
        var folder = Path.Combine(host.Folder, "outbox");
        host.Clock.Advance(TimeSpan.FromDays(4));
        await File.WriteAllTextAsync(
            Path.Combine(
                folder,
                $"{host.Clock.GetUtcNow().ToUnixTimeMilliseconds():D15}-1-x.letter"
            ),
            "torn",
            Ct
        );

        await using var next = await host.AgainAsync(ct: Ct);
        next.Get<Outbox>().TakeUp();

        Assert.Empty(next.Get<Outbox>().Waiting);
        Assert.Empty(Directory.GetFiles(folder));
    }

    private static MailDelivery Delivery(RecordHost host) =>
        ActivatorUtilities.CreateInstance<MailDelivery>(host.Services);

    private static async Task DeliverAsync(RecordHost host)
    {
        using var delivery = Delivery(host);
        await delivery.StartAsync(Ct);
        await host.Get<Outbox>().WhenIdleAsync(Ct);
        await delivery.StopAsync(Ct);
    }

    private sealed class NoServer : IMailSender
    {
        public Task SendAsync(Letter letter, CancellationToken ct) =>
            throw new MailRefusedException(new IOException("away"));
    }
}
