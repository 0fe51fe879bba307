using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Json;

/// <summary>Reads what may be missing, null, of another type or no text at all, without an exception.</summary>
internal static class JsonFields
{
    /// <summary>Null where it is missing or written as null.</summary>
    public static JsonElement? Get(this JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
                ? value
                : null;
        }
        // A name that is half a surrogate pair.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static JsonElement? Get(this JsonElement? of, string name) => of?.Get(name);

    /// <summary>Of a string what it says, of a number how it is written; null of everything else.</summary>
    public static string? Text(this JsonElement? value)
    {
        try
        {
            return value switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                _ => null,
            };
        }
        // Bytes that are no UTF-8.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(this JsonElement of, string name) => of.Get(name).Text();

    /// <summary>Numbers are written as strings by half of the producers.</summary>
    public static bool TryNumber(this JsonElement? value, out WrittenNumber number)
    {
        number = default;
        return value.Text() is { } text && DecimalText.TryParse(text, out number);
    }

    /// <summary>Epochs and counts, exact to 64 bits; a fraction is cut off.</summary>
    public static long? Whole(this JsonElement? value)
    {
        if (value.Text() is not { } text)
            return null;
        if (
            long.TryParse(
                text,
                System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var whole
            )
        )
            return whole;
        return DecimalText.TryParse(text, out var number) && Math.Abs(number.ToDouble()) < 9e15
            ? (long)Math.Truncate((decimal)number.ToDouble())
            : null;
    }

    public static long? Whole(this JsonElement of, string name) => of.Get(name).Whole();

    public static bool IsTrue(this JsonElement of, string name) =>
        of.Get(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The elements of an array; none of what is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Array } array)
            yield break;
        foreach (var item in array.EnumerateArray())
            yield return item;
    }

    public static IEnumerable<JsonElement> Items(this JsonElement of, string name) =>
        of.Get(name).Items();

    /// <summary>Whether it is written at all, be it as null.</summary>
    public static bool Has(this JsonElement of, string name)
    {
        try
        {
            return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out _);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Everything in an object; a name that is no text is a question mark.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Properties(this JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } all)
            yield break;
        foreach (var property in all.EnumerateObject())
            yield return (NameOf(property), property.Value);
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }
}
