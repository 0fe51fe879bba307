using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Hands letters to the configured mail server.</summary>
internal sealed class SmtpMailSender(LetterMessage messages, MailOptions options) : IMailSender
{
    public async Task SendAsync(Letter letter, CancellationToken ct)
    {
        using var message = messages.Of(letter);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(
                options.Host!,
                options.Port,
                options.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.None,
                ct
            );
            if (options.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, options.Password ?? "", ct);
            await client.SendAsync(message, ct);
            await LeaveAsync(client, ct);
        }
        catch (Exception e) when (IsAway(e))
        {
            throw new MailRefusedException(e);
        }
    }

    // The letter is with the server: that its farewell was lost is no reason to send it again.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(true, ct);
        }
        catch (Exception e) when (IsAway(e)) { }
    }

    private static bool IsAway(Exception e) =>
        e
            is IOException
                or SocketException
                or CommandException
                or ProtocolException
                or AuthenticationException
                or SslHandshakeException;
}
