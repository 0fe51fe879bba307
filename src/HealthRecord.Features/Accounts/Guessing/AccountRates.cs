using System.Globalization;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Accounts.Guessing;

internal static class AccountRates
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Refuses what one account asks too often; others are not slowed down.</summary>
    public static void UseAccountRates(this IApplicationBuilder app)
    {
        var rates = app.ApplicationServices.GetRequiredService<Rates>();
        var limits = app.ApplicationServices.GetRequiredService<LimitOptions>();
        app.Use(
            (context, next) =>
            {
                if (
                    ActorClaims.Of(context.User) is not { } actor
                    || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>()
                        is not null
                )
                    return next(context);
                // Pieces of an upload are many by nature and counted apart.
                var wait = HttpMethods.IsPatch(context.Request.Method)
                    ? rates.Take($"piece {actor.Account}", limits.Pieces, Minute)
                    : rates.Take($"request {actor.Account}", limits.Requests, Minute);
                if (wait is null)
                    return next(context);
                TooMany(context, wait.Value);
                return Task.CompletedTask;
            }
        );
    }

    public static void TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
    }

    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
