using Hangfire;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Reminders.Sending;

/// <summary>Sends one letter, for as much of it as its recipient may still be told.</summary>
/// <remarks>
/// The row knows of the try before it begins. Killed between the mail server's yes and our own note of it, the letter goes out
/// once more under the same identifier, and that is counted. The waits between tries are the table's, not Hangfire's.
/// </remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class SendReminder(LetterLeases leases, ReminderText text, IMailSender sender)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid letter, CancellationToken ct)
    {
        if (await leases.ClaimAsync(letter, ct) is not { } claimed)
            return;
        var written = await text.OfAsync(claimed, ct);
        if (written.LaterUtc is { } later)
        {
            await leases.PutOffAsync(claimed, later, ct);
            return;
        }
        if (written.Letter is not { } mail)
        {
            await leases.DropAsync(claimed, ct);
            return;
        }
        try
        {
            await sender.SendAsync(mail, ct);
        }
        catch (MailRefusedException e)
        {
            if (await leases.RefusedAsync(claimed, ct))
                throw new ReminderRefusedException(e.InnerException?.GetType().Name);
            return;
        }
        await leases.SentAsync(claimed, ct);
    }
}

/// <summary>What the operator sees of a letter that does not leave. Nothing of what the other side said: it may quote the address.</summary>
internal sealed class ReminderRefusedException(string? fault)
    : Exception(
        $"The mail server does not take the letter ({fault}). It is tried again; it can be repeated from here."
    );
