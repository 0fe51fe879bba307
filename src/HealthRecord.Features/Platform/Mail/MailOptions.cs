using Microsoft.Extensions.Configuration;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>The <c>Mail</c> section. Without <c>Mail:Smtp:Host</c> every message becomes a file in the mail folder.</summary>
internal sealed record MailOptions(
    string From,
    string? Host,
    int Port,
    string? User,
    string? Password,
    bool Tls
)
{
    public static MailOptions Of(IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        return new MailOptions(
            mail["From"] ?? "healthrecord@localhost",
            mail["Smtp:Host"] is { Length: > 0 } host ? host : null,
            mail.GetValue("Smtp:Port", 587),
            mail["Smtp:User"],
            mail["Smtp:Password"],
            mail.GetValue("Smtp:Tls", true)
        );
    }
}
