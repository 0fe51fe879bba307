using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>Finds and changes the person in the path of a page: <c>/p/{person}/…</c>.</summary>
public static class PersonPaths
{
    public static PersonId? PersonOf(string path) =>
        path.Split('?', '#')[0].Split('/') is ["", "p", var id, ..]
        && Guid.TryParseExact(id, "N", out var person)
            ? new PersonId(person)
            : null;

    /// <summary>The same page of another person; the person's own page where the place is not one of a person.</summary>
    /// <remarks>A kind's tag belongs to one person: its page asks which tag the other one has for it.</remarks>
    public static string Same(string path, PersonId person)
    {
        var parts = path.Split('?', '#')[0].Split('/');
        return parts switch
        {
            ["", "p", var from, "mesures", var tag] => $"/p/{person}/mesures/{tag}?de={from}",
            ["", "p", _, .. var rest] => $"/p/{person}/{string.Join('/', rest)}".TrimEnd('/'),
            _ => $"/p/{person}",
        };
    }
}
