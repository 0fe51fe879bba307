using Microsoft.AspNetCore.Authorization;

namespace HealthRecord.Web.Hosting;

/// <summary>An address that does not exist, or not for that method or kind of content, is not a reason to ask for a sign-in.</summary>
/// <remarks>A route for everything else would do for the first, and would hide from a program that it used the wrong method.</remarks>
internal static class UnmappedAddresses
{
    private static readonly Endpoint NotFound = new(
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        },
        new(new AllowAnonymousAttribute()),
        "404"
    );

    public static void UseUnmappedAddresses(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var found = context.GetEndpoint();
                if (found is null)
                    context.SetEndpoint(NotFound);
                else if (found is not RouteEndpoint)
                    // Routing's own answer: 405 or 415.
                    context.SetEndpoint(
                        new(
                            found.RequestDelegate,
                            new([.. found.Metadata, new AllowAnonymousAttribute()]),
                            found.DisplayName
                        )
                    );
                return next(context);
            }
        );
}
