using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.HealthBook.Appointments;

/// <summary>One appointment as a file for a calendar. It goes over HTTP, not through the circuit.</summary>
internal static class AppointmentRoutes
{
    public static string Of(PersonId person, EntryId appointment) =>
        $"/personnes/{PersonRoute.Of(person)}/agenda/{appointment.Value:N}.ics";

    public static void MapAppointments(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/personnes/{person:guid}/agenda/{appointment:guid}.ics", DownloadAsync)
            .RequireAuthorization();

    private static async Task<IResult> DownloadAsync(
        Guid person,
        Guid appointment,
        HttpContext http,
        DownloadAppointment download,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.NotFound();
        var made = await download.RunAsync(actor, new(person), new(appointment), ct);
        if (!made.TryGet(out var calendar))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(
            Encoding.UTF8.GetBytes(calendar),
            "text/calendar; charset=utf-8",
            "rendez-vous.ics"
        );
    }
}
