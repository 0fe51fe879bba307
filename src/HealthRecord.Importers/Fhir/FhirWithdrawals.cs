using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using Hl7.Fhir.Model;

namespace HealthRecord.Importers.Fhir;

/// <summary>Observations that are <c>entered-in-error</c>: refused, and told on for what an earlier import may have brought.</summary>
internal sealed class FhirWithdrawals(FormatRun run, Handover handover, FhirWhen when)
{
    private long withdrawn;

    public void Take(
        JsonElement resource,
        Observation observation,
        ExternalIdentity? identity,
        string origin,
        long line
    )
    {
        handover.Refuse(origin, RefusalReason.Withdrawn, null, line);
        withdrawn++;
        if (identity is null || !when.TryRead(resource, out var at))
            return;
        var source = FhirCodes.SourceOf(observation);
        // A blood pressure stands under its own name, or under that of its first half.
        var kind = FhirCodes.KindOf(observation.Code);
        if (FhirCodes.IsPressure(observation) || FhirCodes.IsHalf(kind))
            kind = FhirPressures.Kind;
        if (kind is not null)
            run.Sink.Withdraw(kind, source, at.StartMs, identity);
        if (kind == FhirPressures.Kind)
            return;
        foreach (var component in observation.Component)
            if (FhirCodes.KindOf(component.Code) is { } part && !FhirCodes.IsHalf(part))
                run.Sink.Withdraw(
                    part,
                    source,
                    at.StartMs,
                    FhirCodes.Part(identity, component.Code)
                );
    }

    public void Finish()
    {
        if (withdrawn > 0)
            run.Warn(Warnings.Withdrawn, withdrawn);
    }
}
