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
            await client.DisconnectAsync(true, ct);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or CommandException
                        or ProtocolException
                        or AuthenticationException
                        or SslHandshakeException
            )
        {
            throw new MailRefusedException(e);
        }
    }
}
