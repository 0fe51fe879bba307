using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Hl7.Fhir.Model;

namespace HealthRecord.Importers.Fhir;

/// <summary>What the codes of an observation say: its kind, its name in the report, who made it.</summary>
internal static class FhirCodes
{
    private const int LongestName = 100;

    public static Kind? KindOf(CodeableConcept? code) =>
        code
            ?.Coding.Where(c => c.System == FhirKinds.System)
            .Select(c => FhirKinds.Find(c.Code))
            .FirstOrDefault(k => k is not null);

    /// <summary>The LOINC code that says the kind, else the first code, else the words.</summary>
    public static string OriginOf(CodeableConcept? code)
    {
        var name =
            code?.Coding.FirstOrDefault(c =>
                c.System == FhirKinds.System && FhirKinds.Find(c.Code) is not null
            )?.Code
            ?? code?.Coding.Select(c => c.Code).FirstOrDefault(c => c is { Length: > 0 })
            ?? code?.Text
            ?? "Observation";
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    public static bool IsHalf(Kind? kind) => kind?.Code is "systolic" or "diastolic";

    /// <summary>Whether its components are both numbers of a blood pressure, whatever it calls itself.</summary>
    public static bool IsPressure(Observation observation) =>
        observation.Component.Exists(c => KindOf(c.Code)?.Code == "systolic")
        && observation.Component.Exists(c => KindOf(c.Code)?.Code == "diastolic");

    public static SourceKey SourceOf(Observation observation)
    {
        var name = (
            observation.Device?.Display
            ?? observation.Performer.Select(p => p.Display).FirstOrDefault(d => d is not null)
            ?? ""
        ).Trim();
        return new(
            FhirFormat.Producer,
            name.Length == 0 ? "FHIR"
                : name.Length > LongestName ? name[..LongestName]
                : name
        );
    }

    /// <summary>The name of one component of a panel.</summary>
    public static ExternalIdentity Part(ExternalIdentity whole, CodeableConcept code) =>
        whole with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{whole.Id}#{OriginOf(code)}"),
        };

    public static string? Words(CodeableConcept? concept) =>
        concept?.Text ?? concept?.Coding.Select(c => c.Display ?? c.Code).FirstOrDefault();
}
