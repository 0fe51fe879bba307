using System.Globalization;
using System.Text.RegularExpressions;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace HealthRecord.Web.Hosting.Telemetry;

/// <summary>The framework puts the raw path on every line of a request; the template stands in the request's own line.</summary>
internal sealed class WithoutPaths : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        logEvent.RemovePropertyIfPresent("RequestPath");
        logEvent.RemovePropertyIfPresent("QueryString");
    }
}

/// <summary>A database that refuses a row may quote it in its exception: what looks like an e-mail address is cut out of every line.</summary>
internal sealed partial class WithoutAddresses(ITextFormatter inner) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        inner.Format(logEvent, line);
        output.Write(Address().Replace(line.ToString(), "(address)"));
    }

    // The escaped at sign is how JSON may write it.
    [GeneratedRegex(
        @"[\p{L}\p{N}._%+'-]{1,64}(@|\\u0040|%40)[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63})+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Address();
}

/// <summary>Whole lines to one writer.</summary>
internal sealed class TextSink(ITextFormatter formatter, TextWriter to) : ILogEventSink
{
    private readonly Lock gate = new();

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, line);
        lock (gate)
        {
            to.Write(line.ToString());
            to.Flush();
        }
    }
}
