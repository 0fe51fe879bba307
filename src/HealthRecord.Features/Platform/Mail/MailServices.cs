using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace HealthRecord.Features.Platform.Mail;

internal static class MailServices
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddLocalization();
        services.TryAddSingleton<PublicAddress>();
        services.AddSingleton(s => MailOptions.Of(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<LetterMessage>();
        services.AddSingleton<OutboxFolder>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<MailFolder>();
        services.AddSingleton<FileMailSender>();
        services.AddSingleton<SmtpMailSender>();
        services.AddSingleton<IMailSender>(s =>
            s.GetRequiredService<MailOptions>().Host is null
                ? s.GetRequiredService<FileMailSender>()
                : s.GetRequiredService<SmtpMailSender>()
        );
        services.AddHostedService<MailDelivery>();
    }

    public static void MapMail(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            routes.MapDevMail();
    }
}
