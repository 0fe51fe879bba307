using System.Text.Json;
using System.Text.Json.Serialization;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>One typed line: the value as text, and when, in the person's local time; null stands for now.</summary>
internal sealed record EntryLine(string Text, DateTime? Local);

/// <summary>What somebody was typing: kept sealed while they type, so that a lost connection costs nothing.</summary>
/// <param name="Operation">The id of the act: said again after a lost answer, it writes nothing twice.</param>
internal sealed record EntryDraft(
    string Kind,
    IReadOnlyList<EntryLine> Lines,
    string? Unit,
    string? Moment,
    string Note,
    Guid Operation
)
{
    /// <summary>The name under which drafts of this form are kept.</summary>
    public const string Form = "quick-entry";

    public int Version { get; init; } = 1;

    public bool IsEmpty =>
        Note.Length == 0 && Lines.All(line => string.IsNullOrWhiteSpace(line.Text));

    public string ToText() => JsonSerializer.Serialize(this, EntryDraftJson.Default.EntryDraft);

    /// <summary>Null when there is none, or it is of another program.</summary>
    public static EntryDraft? Of(string? text)
    {
        try
        {
            return text is null
                ? null
                : JsonSerializer.Deserialize(text, EntryDraftJson.Default.EntryDraft);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntryDraft))]
internal sealed partial class EntryDraftJson : JsonSerializerContext;
