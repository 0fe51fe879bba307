using Serilog;
using Serilog.Events;

namespace HealthRecord.Web.Hosting.Telemetry;

/// <summary>What stands before everything else in the line of a request: its log line, and the door when we are stopping.</summary>
internal sealed class FirstInLine(Draining draining) : IStartupFilter
{
    private const string Line = "{RequestMethod} {Route} answered {StatusCode} in {Elapsed:0.0} ms";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.UseSerilogRequestLogging(o =>
            {
                o.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
                o.MessageTemplate = Line;
                o.IncludeQueryInRequestPath = false;
                o.GetMessageTemplateProperties = (context, _, elapsed, status) =>
                    [
                        new("RequestMethod", new ScalarValue(context.Request.Method)),
                        new("Route", new ScalarValue(RouteOf(context))),
                        new("StatusCode", new ScalarValue(status)),
                        new("Elapsed", new ScalarValue(elapsed)),
                    ];
                o.GetLevel = (context, _, failure) =>
                    failure is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
                    : context.Request.Path.StartsWithSegments(
                        "/health",
                        StringComparison.OrdinalIgnoreCase
                    )
                        ? LogEventLevel.Debug
                    : LogEventLevel.Information;
            });
            app.Use(SendAwayAsync);
            next(app);
        };

    private Task SendAwayAsync(HttpContext context, RequestDelegate next)
    {
        if (!draining.Stopping || !Draining.IsLong(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "15";
        return Task.CompletedTask;
    }

    // The template, not the path: which person, tag or run it was stays out of the log.
    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
}
