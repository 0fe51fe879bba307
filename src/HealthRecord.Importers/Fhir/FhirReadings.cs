using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using Hl7.Fhir.Model;
using Measure = HealthRecord.Importers.Formats.Measure;

namespace HealthRecord.Importers.Fhir;

/// <summary>Makes readings of observations, by LOINC and UCUM.</summary>
/// <remarks>
/// An observation with a value counts once; a panel of several components counts each under its own code, except a blood
/// pressure, which is one.
/// </remarks>
internal sealed class FhirReadings(Handover handover, FhirWhen when)
{
    private static readonly Measure Unknown = new(FhirPressures.Kind, null);

    private readonly FhirPressures pressures = new(handover);

    public void Finish() => pressures.Finish();

    public void Take(
        JsonElement resource,
        Observation observation,
        ExternalIdentity? identity,
        string origin,
        long line
    )
    {
        if (!when.TryRead(resource, out var at))
        {
            handover.Refuse(origin, RefusalReason.Date, at.Text, line);
            return;
        }
        var found = new Found(
            origin,
            Unknown,
            FhirCodes.SourceOf(observation),
            at.StartMs,
            at.EndMs,
            default
        )
        {
            Zone = at.Zone,
            Identity = identity,
            Line = line,
        };
        var kind = FhirCodes.KindOf(observation.Code);
        if (kind?.Code == FhirPressures.Kind.Code)
        {
            pressures.Panel(found, observation);
            return;
        }
        if (observation.Value is not null || observation.Component.Count == 0)
            Give(
                found,
                kind,
                observation.Value,
                observation.DataAbsentReason,
                observation.HasMember
            );
        if (FhirCodes.IsPressure(observation))
        {
            pressures.Panel(
                found with
                {
                    Origin = FhirPressures.Kind.Loinc ?? origin,
                },
                observation
            );
            return;
        }
        foreach (var component in observation.Component)
            Give(
                found with
                {
                    Origin = FhirCodes.OriginOf(component.Code),
                    Identity = identity is null ? null : FhirCodes.Part(identity, component.Code),
                },
                FhirCodes.KindOf(component.Code),
                component.Value,
                component.DataAbsentReason,
                []
            );
    }

    private void Give(
        Found found,
        Kind? kind,
        DataType? value,
        CodeableConcept? absent,
        List<ResourceReference> members
    )
    {
        if (value is null && members.Count > 0)
            handover.Merged(found.Origin, 1);
        else if (value is null)
            handover.Refuse(
                found.Origin,
                RefusalReason.Incomplete,
                FhirCodes.Words(absent),
                found.Line
            );
        else if (kind is null)
            handover.Refuse(
                found.Origin,
                RefusalReason.UnknownType,
                FhirValue.Words(value),
                found.Line
            );
        else if (FhirValue.TryRead(kind, value, out var read, out var reason))
            Hand(found with { Measure = new(kind, read.Unit), Value = read.Number });
        else
            handover.Refuse(found.Origin, reason, FhirValue.Words(value), found.Line);
    }

    /// <summary>Half a blood pressure waits for its other half.</summary>
    private void Hand(Found found)
    {
        if (FhirCodes.IsHalf(found.Measure.Kind))
            pressures.Half(found);
        else
            handover.Take(found);
    }
}
