using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Platform.Mail;

internal static class MailServices
{
    public static void AddMail(this IServiceCollection services) { }

    public static void MapMail(this IEndpointRouteBuilder routes) { }
}
