using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace HealthRecord.Importers.Fhir;

/// <summary>Decides of every observation whether it is one of the subject's that stands.</summary>
/// <remarks>What is <c>entered-in-error</c> is refused, and so is every earlier version of it.</remarks>
internal sealed class FhirReader(FormatRun run, FhirSurvey survey, string subject)
{
    private static readonly FhirJsonDeserializer Deserializer = FhirJsonDeserializer.RECOVERABLE;

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly FhirWhen when = new(run.Context.Zones);
    private FhirWithdrawals? withdrawals;
    private FhirReadings? readings;

    private FhirReadings Readings => readings ??= new(handover, when);
    private FhirWithdrawals Withdrawals => withdrawals ??= new(run, handover, when);

    public void Read(string? fullUrl, JsonElement resource, long line)
    {
        if (FhirJson.Text(resource, "resourceType") is not "Observation")
            return;
        var origin = "Observation";
        try
        {
            var observation = Parse(resource);
            var identity = FhirIdentity.Of(fullUrl, resource);
            if (FhirSurvey.IsWord(resource) && IsAbout(resource))
            {
                // Servers empty what was an error: often nothing but its name is left.
                Withdrawals.Take(resource, observation, identity, line);
                return;
            }
            if (observation is null)
            {
                handover.Refuse(origin, RefusalReason.Incomplete, null, line);
                return;
            }
            origin = FhirCodes.OriginOf(observation.Code);
            Read(resource, observation, identity, origin, line);
        }
        // Where an element is not of its type, the library says so when it is looked at.
        catch (CodedException)
        {
            handover.Refuse(origin, RefusalReason.NotANumber, null, line);
        }
    }

    private void Read(
        JsonElement resource,
        Observation observation,
        ExternalIdentity? identity,
        string origin,
        long line
    )
    {
        var status = FhirJson.Text(resource, "status");
        if (FhirSurvey.SubjectOf(resource) is var whose && whose != subject)
            handover.Refuse(origin, RefusalReason.OtherPerson, whose, line);
        else if (survey.IsWithdrawn(identity))
            handover.Refuse(origin, RefusalReason.Withdrawn, null, line);
        else if (status == "cancelled")
            handover.Refuse(origin, RefusalReason.NotAMeasurement, status, line);
        else
            Readings.Take(resource, observation, identity, origin, line);
    }

    private bool IsAbout(JsonElement resource) =>
        FhirSurvey.SubjectOf(resource) is var whose && (whose == subject || whose.Length == 0);

    public void Finish()
    {
        Readings.Finish();
        Withdrawals.Finish();
    }

    private static Observation? Parse(JsonElement resource)
    {
        try
        {
            return Deserializer.TryDeserializeResource(resource.GetRawText(), out var parsed, out _)
                    ? parsed as Observation
                : parsed as Observation is { Code: not null } some ? some
                : null;
        }
        // Whatever a resource that is none makes the library throw: its index past an end, too.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
