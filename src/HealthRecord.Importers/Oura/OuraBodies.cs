using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Oura;

/// <summary>Reads one answer of Oura's API (version 2, <c>usercollection</c>), whatever its route.</summary>
public static class OuraBodies
{
    /// <param name="body">UTF-8, from its first byte on. Not closed.</param>
    /// <returns>The token of the next page; null when this was the last.</returns>
    /// <exception cref="System.Text.Json.JsonException">It is cut or no JSON. What stood before has been handed out.</exception>
    public static string? Read(
        Stream body,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        var items = new OuraItems(new FormatRun(context, sink, () => 0, ct));
        var next = Read(body, items, ct);
        items.Finish();
        return next;
    }

    internal static string? Read(Stream body, OuraItems items, CancellationToken ct)
    {
        string? next = null;
        new JsonItems
        {
            // Alone, or several answers by the name of their route.
            Item = (path, item) =>
                items.Take(
                    item,
                    path.EndsWith("/data", StringComparison.Ordinal) ? path[..^5] : ""
                ),
            Value = (path, value) =>
            {
                if (path.EndsWith("next_token", StringComparison.Ordinal))
                    next ??= ((System.Text.Json.JsonElement?)value).Text();
            },
        }.Read(body, ct);
        return next;
    }
}
