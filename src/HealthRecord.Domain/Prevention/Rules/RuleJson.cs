using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>How a rule file is bound: closed objects, every name once, nothing null, enumerations by their written names.</summary>
/// <remarks>By reflection: generated code would lose the defaults of what a file leaves out.</remarks>
internal static class RuleJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            Converters =
            {
                new PeriodConverter(),
                new YearDayConverter(),
                new DoseReferenceConverter(),
                new StepAfterConverter(),
                new WordConverter<RuleKind>(),
                new WordConverter<LegalStatus>(),
                new WordConverter<Confidence>(),
                new WordConverter<OnClosed>(),
                new WordConverter<RuleSex>(),
                new WordConverter<RecurrenceType>(),
                new WordConverter<Anchor>(),
            },
        };
}

internal sealed class PeriodConverter : JsonConverter<Period>
{
    public override Period Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && Period.TryParse(reader.GetString(), out var period)
            ? period
            : throw new JsonException("not a duration like P2M or P8W");

    public override void Write(
        Utf8JsonWriter writer,
        Period value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());
}

internal sealed class YearDayConverter : JsonConverter<YearDay>
{
    public override YearDay Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && YearDay.TryParse(reader.GetString(), out var day)
            ? day
            : throw new JsonException("not a day of the year like --10-14");

    public override void Write(
        Utf8JsonWriter writer,
        YearDay value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());
}

internal sealed class DoseReferenceConverter : JsonConverter<DoseReference>
{
    public override DoseReference Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && DoseReference.TryParse(reader.GetString(), out var reference)
            ? reference
            : throw new JsonException("not one of previous, dose:n, lastOfAntigen:X");

    public override void Write(
        Utf8JsonWriter writer,
        DoseReference value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());
}

internal sealed class StepAfterConverter : JsonConverter<StepAfter>
{
    private const string AtStart = "ageMin";

    public override StepAfter Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (text == AtStart)
            return new(null);
        return Period.TryParse(text, out var period)
            ? new(period)
            : throw new JsonException("not ageMin and not a duration like P1Y");
    }

    public override void Write(
        Utf8JsonWriter writer,
        StepAfter value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.Distance?.ToString() ?? AtStart);
}

/// <summary>The written name alone, in its own case: the general converter would take "Vaccine" and "VACCINE" as well.</summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Words = Enum.GetValues<T>()
        .ToDictionary(WordOf, StringComparer.Ordinal);

    private static readonly Dictionary<T, string> Names = Words.ToDictionary(
        pair => pair.Value,
        pair => pair.Key
    );

    public override T Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && Words.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"not one of {string.Join(", ", Words.Keys)}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Names[value]);

    private static string WordOf(T value) =>
        typeof(T)
            .GetField(value.ToString())!
            .GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!
            .Name;
}
