using System.Globalization;
using System.Text.Json;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Fhir;

/// <summary>What a resource is called: its identifier, else its id where it lives; and of which version it is.</summary>
internal static class FhirIdentity
{
    public static ExternalIdentity? Of(string? fullUrl, JsonElement resource)
    {
        var name = NameOf(fullUrl, resource);
        return name is null ? null : new(name, VersionOf(resource));
    }

    /// <summary>The same for all the ways in which a bundle points at one resource: type and id.</summary>
    public static string Reference(string reference)
    {
        var parts = reference.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var history = Array.IndexOf(parts, "_history");
        if (history >= 0)
            parts = parts[..history];
        return parts.Length >= 2 ? $"{parts[^2]}/{parts[^1]}" : reference;
    }

    private static string? NameOf(string? fullUrl, JsonElement resource)
    {
        if (FhirJson.Find(resource, "identifier") is { ValueKind: JsonValueKind.Array } identifiers)
            foreach (var identifier in identifiers.EnumerateArray())
                if (FhirJson.Text(identifier, "value") is { } value)
                    return $"{FhirJson.Text(identifier, "system")}|{value}";
        if (FhirJson.Text(resource, "id") is not { } id)
            return null;
        // Two servers number alike; an address of one export only (urn:uuid) is no name.
        return
            fullUrl is { } url
            && url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && url.EndsWith($"/{id}", StringComparison.Ordinal)
            ? url
            : $"Observation/{id}";
    }

    /// <summary>The server's number of it, else when it was last written there, else when it was issued.</summary>
    private static long VersionOf(JsonElement resource)
    {
        var meta = FhirJson.Find(resource, "meta");
        if (
            long.TryParse(
                FhirJson.Text(meta, "versionId"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var version
            )
        )
            return version;
        var written = FhirJson.Text(meta, "lastUpdated") ?? FhirJson.Text(resource, "issued");
        return FhirTime.TryParse(written, out var time) && time.Offset is not null
            ? Math.Max(0, time.Ms)
            : 0;
    }
}
