using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Web.Tests.Canary;

/// <summary>Hears everything that the product says to its log, down to Debug, and every address that it is asked or links to.</summary>
internal sealed class Ear : ILoggerProvider, IStartupFilter
{
    private readonly ConcurrentQueue<string> lines = new();

    public int Lines => lines.Count;

    public byte[] Heard() => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    public void Register(IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter>(this);
        // In place of the product's own sink: what that one leaves out, the ear hears too.
        services.AddSingleton<ILoggerFactory>(
            new LoggerFactory([this], new LoggerFilterOptions { MinLevel = LogLevel.Debug })
        );
    }

    public ILogger CreateLogger(string categoryName) => new Listener(categoryName, lines);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (context, rest) =>
                {
                    lines.Enqueue(
                        $"URL {context.Request.Method} {context.Request.GetEncodedUrl()}"
                    );
                    await rest(context);
                    lines.Enqueue($"LOCATION {context.Response.Headers.Location}");
                }
            );
            next(app);
        };

    /// <summary>The addresses that a page leads to.</summary>
    public void Links(string html)
    {
        foreach (
            Match link in Regex.Matches(
                html,
                "(href|src|action)=\"(?<to>[^\"]*)\"",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)
            )
        )
            lines.Enqueue($"LINK {link.Groups["to"].Value}");
    }

    public void Dispose() { }

    private sealed class Listener(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"SCOPE {Words(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) =>
            lines.Enqueue(
                $"{logLevel} {category} {formatter(state, exception)} {Words(state)} {exception}"
            );

        private static string Words(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> named
                ? string.Join(' ', named.Select(n => $"{n.Key}={n.Value}"))
                : $"{state}";
    }
}
