using HealthRecord.Features.Reminders.Feed;
using HealthRecord.Features.Reminders.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Reminders;

/// <summary>What mail programs and calendar programs ask for: neither has a cookie of ours.</summary>
internal static class ReminderRoutes
{
    public static void MapReminders(this IEndpointRouteBuilder routes)
    {
        // RFC 8058: the program posts by itself, without a form of ours, and follows no redirect. A GET only shows the button.
        routes
            .MapPost("/rappels/arret/{secret}", StopAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            // Pages are mapped for posts too: this one goes before the page of the same address.
            .WithOrder(-1);
        routes.MapGet("/calendrier/{secret}.ics", FeedAsync).AllowAnonymous();
    }

    private static async Task<IResult> StopAsync(
        string secret,
        HttpContext http,
        StopReminderMails stop,
        CancellationToken ct
    )
    {
        if (!(await stop.RunAsync(secret, ct)).Succeeded)
            return Results.NotFound();
        var isOurPage =
            http.Request.HasFormContentType
            && (await http.Request.ReadFormAsync(ct)).ContainsKey("page");
        return isOurPage
            ? Results.LocalRedirect($"/rappels/arret/{Uri.EscapeDataString(secret)}?fait=oui")
            : Results.Text("OK");
    }

    private static async Task<IResult> FeedAsync(
        string secret,
        HttpContext http,
        ReadFeed read,
        CancellationToken ct
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        return (await read.RunAsync(secret, ct)).TryGet(out var calendar)
            ? Results.File(calendar, "text/calendar; charset=utf-8")
            : Results.NotFound();
    }
}
