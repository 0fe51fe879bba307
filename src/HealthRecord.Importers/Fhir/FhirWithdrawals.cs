using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using Hl7.Fhir.Model;

namespace HealthRecord.Importers.Fhir;

/// <summary>Observations that are <c>entered-in-error</c>: refused, and told on for what an earlier import may have brought.</summary>
internal sealed class FhirWithdrawals(FormatRun run, Handover handover, FhirWhen when)
{
    private long withdrawn;

    /// <param name="observation">Null when it does not say what was observed.</param>
    public void Take(
        JsonElement resource,
        Observation? observation,
        ExternalIdentity? identity,
        long line
    )
    {
        handover.Refuse(
            observation is null ? "Observation" : FhirCodes.OriginOf(observation.Code),
            RefusalReason.Withdrawn,
            null,
            line
        );
        withdrawn++;
        var told = observation is null || identity is null ? [] : Told(observation, identity);
        run.Sink.Withdraw(
            new(FhirFormat.Producer, identity)
            {
                Kinds = [.. told.Select(t => t.Kind)],
                Places =
                    observation is not null && when.TryRead(resource, out var at)
                        ?
                        [
                            .. told.Select(t => new RetractedPlace(
                                t.Kind,
                                FhirCodes.SourceOf(observation),
                                at.StartMs,
                                t.Name
                            )),
                        ]
                        : [],
            }
        );
    }

    public void Finish()
    {
        if (withdrawn > 0)
            run.Warn(Warnings.Withdrawn, withdrawn);
    }

    private static List<(Kind Kind, ExternalIdentity Name)> Told(
        Observation observation,
        ExternalIdentity identity
    )
    {
        var kind = FhirCodes.KindOf(observation.Code);
        // Half a blood pressure takes back the whole.
        if (FhirCodes.IsPressure(observation) || FhirCodes.IsHalf(kind))
            kind = FhirPressures.Kind;
        var told = new List<(Kind, ExternalIdentity)>();
        if (kind is not null)
            told.Add((kind, identity));
        if (kind == FhirPressures.Kind)
            return told;
        foreach (var component in observation.Component)
            if (FhirCodes.KindOf(component.Code) is { } part && !FhirCodes.IsHalf(part))
                told.Add((part, FhirCodes.Part(identity, component.Code)));
        return told;
    }
}
