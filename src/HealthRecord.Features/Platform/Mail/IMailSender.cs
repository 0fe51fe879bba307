namespace HealthRecord.Features.Platform.Mail;

/// <summary>The border to the mail world.</summary>
internal interface IMailSender
{
    /// <exception cref="MailRefusedException">The letter did not leave; it may be tried again.</exception>
    Task SendAsync(Letter letter, CancellationToken ct);
}

/// <summary>What the other side said stays in <see cref="Exception.InnerException"/>: it may quote the address.</summary>
public sealed class MailRefusedException(Exception inner)
    : Exception("The mail did not leave.", inner);
