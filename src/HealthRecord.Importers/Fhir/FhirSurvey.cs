using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fhir;

/// <summary>Looks through the files first: whose observations stand in them, and which are taken back further on.</summary>
internal sealed class FhirSurvey
{
    /// <summary>Past it, nobody asks with a list: the file is of a hospital, not of a person.</summary>
    private const int MostSubjects = 200;
    private const int MostPatients = 1000;
    private const int MostWithdrawn = 100_000;
    private const int MostTypes = 50;

    private readonly Dictionary<string, Patient> patients = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> withdrawn = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> others = new(StringComparer.Ordinal);

    /// <summary>Records of types that are no observations, by type.</summary>
    public IReadOnlyDictionary<string, long> Others => others;

    public void Look(string? fullUrl, JsonElement resource)
    {
        switch (FhirJson.Text(resource, "resourceType"))
        {
            case "Observation":
                var subject = SubjectOf(resource);
                // Of what was emptied as an error nobody has to say whose it was.
                var isAsked = subject.Length > 0 || !IsWord(resource);
                if (isAsked && (subjects.Count < MostSubjects || subjects.ContainsKey(subject)))
                    subjects[subject] = subjects.GetValueOrDefault(subject) + 1;
                if (
                    IsWord(resource)
                    && FhirIdentity.Of(fullUrl, resource) is { } identity
                    && withdrawn.Count < MostWithdrawn
                )
                    withdrawn[identity.Id] = Math.Max(
                        identity.Version,
                        withdrawn.GetValueOrDefault(identity.Id)
                    );
                break;
            case "Patient":
                if (patients.Count >= MostPatients)
                    break;
                var patient = new Patient(NameOf(resource), FhirJson.Text(resource, "birthDate"));
                if (FhirJson.Text(resource, "id") is { } id)
                    patients[$"Patient/{id}"] = patient;
                if (fullUrl is not null)
                    patients[FhirIdentity.Reference(fullUrl)] = patient;
                break;
            case { } type when others.Count < MostTypes || others.ContainsKey(type):
                others[type] = others.GetValueOrDefault(type) + 1;
                break;
        }
    }

    /// <summary>Whether it says of itself that it was an error.</summary>
    public static bool IsWord(JsonElement observation) =>
        FhirJson.Text(observation, "status") == "entered-in-error";

    /// <summary>Whether this version of it is taken back in the same files.</summary>
    public bool IsWithdrawn(ExternalIdentity? identity) =>
        identity is not null
        && withdrawn.TryGetValue(identity.Id, out var version)
        && identity.Version <= version;

    /// <summary>Whose observations are meant: the only subject, or the one that a person names.</summary>
    /// <exception cref="ImportQuestionException">There are several.</exception>
    public string Subject(FormatRun run)
    {
        var subject =
            subjects.Count <= 1
                ? subjects.Keys.FirstOrDefault() ?? ""
                : run.Ask(
                    new(
                        "subject:fhir",
                        ImportTopic.Subject,
                        [],
                        [.. subjects.Keys.Select(s => new ImportChoice(s, Shown(s)))]
                    )
                );
        if (
            patients.TryGetValue(subject, out var patient)
            && DateOnly.TryParseExact(patient.BornOn, "yyyy-MM-dd", out var born)
        )
            run.Sink.BornOn(born);
        return subject;
    }

    /// <summary>The reference, else the identifier, else the name: what tells one subject from another; empty for none.</summary>
    public static string SubjectOf(JsonElement observation)
    {
        if (FhirJson.Find(observation, "subject") is not { } subject)
            return "";
        if (FhirJson.Text(subject, "reference") is { } reference)
            return FhirIdentity.Reference(reference);
        return
            FhirJson.Find(subject, "identifier") is { } identifier
            && FhirJson.Text(identifier, "value") is { } value
            ? $"{FhirJson.Text(identifier, "system")}|{value}"
            : FhirJson.Text(subject, "display") ?? "";
    }

    private IReadOnlyList<string> Shown(string subject) =>
        patients.TryGetValue(subject, out var patient) && patient.Name.Length > 0
            ? patient.BornOn is { } born
                ? [patient.Name, born]
                : [patient.Name]
            : [subject];

    private static string NameOf(JsonElement patient)
    {
        var name = FhirJson.First(FhirJson.Find(patient, "name"));
        if (name is not { } person)
            return "";
        if (FhirJson.Text(person, "text") is { } text)
            return text;
        var given =
            FhirJson.First(FhirJson.Find(person, "given")) is { } first
            && FhirJson.Value(first) is { } called
                ? $"{called} "
                : "";
        return $"{given}{FhirJson.Text(person, "family")}".Trim();
    }

    private sealed record Patient(string Name, string? BornOn);
}
