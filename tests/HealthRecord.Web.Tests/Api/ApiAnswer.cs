using System.Net;
using System.Text.Json;

namespace HealthRecord.Web.Tests.Api;

/// <summary>What the product answered: a status and, mostly, JSON.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, string? Location)
{
    public JsonElement Json { get; } = Parsed(Text);

    public string this[string property] =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(property, out var value)
            ? value.ToString()
            : throw new KeyNotFoundException($"{property} is not in {Status}: {Text}");

    public bool Has(string property) =>
        Json.ValueKind == JsonValueKind.Object
        && Json.TryGetProperty(property, out var value)
        && value.ValueKind != JsonValueKind.Null;

    public static async Task<ApiAnswer> OfAsync(HttpResponseMessage answer, CancellationToken ct) =>
        new(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(ct),
            answer.Headers.Location?.OriginalString
        );

    private static JsonElement Parsed(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '['))
            return default;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
