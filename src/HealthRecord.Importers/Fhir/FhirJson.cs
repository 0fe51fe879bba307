using System.Text.Json;

namespace HealthRecord.Importers.Fhir;

/// <summary>Looks into resources without making objects of them.</summary>
internal static class FhirJson
{
    private const int LongestName = 300;

    /// <summary>Gives every resource of an item: of a bundle its entries', of an entry its own.</summary>
    public static void Resources(
        JsonElement item,
        string? fullUrl,
        Action<string?, JsonElement> give
    )
    {
        if (item.ValueKind != JsonValueKind.Object)
            return;
        if (Text(item, "resourceType") is not { } type)
        {
            if (Find(item, "resource") is { } resource)
                Resources(resource, Text(item, "fullUrl"), give);
        }
        else if (type == "Bundle")
        {
            if (Find(item, "entry") is { ValueKind: JsonValueKind.Array } entries)
                foreach (var entry in entries.EnumerateArray())
                    Resources(entry, null, give);
        }
        else
        {
            give(fullUrl, item);
        }
    }

    public static JsonElement? Find(JsonElement of, string name)
    {
        try
        {
            return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var found)
                ? found
                : null;
        }
        // A name with half a surrogate pair in it.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static JsonElement? First(JsonElement? of) =>
        of is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : null;

    public static string? Text(JsonElement? of, string name) =>
        of is { } element && Find(element, name) is { } found ? Value(found) : null;

    /// <summary>A text that is one, without blanks around it; null for anything else.</summary>
    public static string? Value(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            var value = element.GetString()?.Trim();
            return value is { Length: > 0 and <= LongestName } ? value : null;
        }
        // Bytes that are no letters, or half a surrogate pair.
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
