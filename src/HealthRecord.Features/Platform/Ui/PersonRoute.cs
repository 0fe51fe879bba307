using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>A person in an address: 32 hexadecimal digits, never a name.</summary>
public static class PersonRoute
{
    /// <summary>Null when the text is no id at all. Whether the actor may see the person is the use case's question.</summary>
    public static PersonId? Read(string? text) =>
        Guid.TryParseExact(text, "N", out var id) && id != Guid.Empty ? new PersonId(id) : null;

    public static string Of(PersonId person) => person.Value.ToString("N");

    public static string Settings(PersonId person) => $"/reglages/personnes/{Of(person)}";

    /// <param name="photo">The photo's own id, so that a new photo has a new address; null when there is none.</param>
    public static string? Photo(PersonId person, Guid? photo) =>
        photo is { } id ? $"/personnes/{Of(person)}/photo?v={id:N}" : null;
}
