using System.Globalization;
using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Measure = HealthRecord.Importers.Formats.Measure;

namespace HealthRecord.Importers.Fhir;

/// <summary>Makes readings of observations: those of one subject, by LOINC and UCUM.</summary>
/// <remarks>
/// An observation with a value counts once; a panel of several components counts each under its own code, except a blood
/// pressure, which is one. What is <c>entered-in-error</c> is refused, and so is every earlier version of it.
/// </remarks>
internal sealed class FhirReader(FormatRun run, FhirSurvey survey, string subject)
{
    private const int LongestName = 100;
    private static readonly FhirJsonDeserializer Deserializer = FhirJsonDeserializer.RECOVERABLE;

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly LocalTimes times = new(run.Context.Zones);
    private FhirPressures? pressures;
    private long withdrawn;

    private FhirPressures Pressures => pressures ??= new(handover);

    public void Read(string? fullUrl, JsonElement resource, long line)
    {
        if (FhirJson.Text(resource, "resourceType") is not "Observation")
            return;
        var origin = "Observation";
        try
        {
            if (Parse(resource) is not { } observation)
            {
                handover.Refuse(origin, RefusalReason.Incomplete, null, line);
                return;
            }
            origin = OriginOf(observation.Code);
            Read(resource, observation, FhirIdentity.Of(fullUrl, resource), origin, line);
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
        else if (status == "entered-in-error")
            Withdraw(resource, observation, identity, origin, line);
        else if (survey.IsWithdrawn(identity))
            handover.Refuse(origin, RefusalReason.Withdrawn, null, line);
        else if (status == "cancelled")
            handover.Refuse(origin, RefusalReason.NotAMeasurement, status, line);
        else
            Take(resource, observation, identity, origin, line);
    }

    public void Finish()
    {
        Pressures.Finish();
        if (withdrawn > 0)
            run.Warn(Warnings.Withdrawn, withdrawn);
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

    private void Withdraw(
        JsonElement resource,
        Observation observation,
        ExternalIdentity? identity,
        string origin,
        long line
    )
    {
        handover.Refuse(origin, RefusalReason.Withdrawn, null, line);
        withdrawn++;
        if (identity is null || !TryTime(resource, out var when))
            return;
        var source = SourceOf(observation);
        // A blood pressure stands under its own name, or under that of its first half.
        var kind = KindOf(observation.Code);
        if (IsPressure(observation) || IsHalf(kind))
            kind = FhirPressures.Kind;
        if (kind is not null)
            run.Sink.Withdraw(kind, source, when.StartMs, identity);
        if (kind == FhirPressures.Kind)
            return;
        foreach (var component in observation.Component)
            if (KindOf(component.Code) is { } part && !IsHalf(part))
                run.Sink.Withdraw(part, source, when.StartMs, Part(identity, component.Code));
    }

    private void Take(
        JsonElement resource,
        Observation observation,
        ExternalIdentity? identity,
        string origin,
        long line
    )
    {
        if (!TryTime(resource, out var when))
        {
            handover.Refuse(origin, RefusalReason.Date, when.Text, line);
            return;
        }
        var found = new Found(
            origin,
            Unknown,
            SourceOf(observation),
            when.StartMs,
            when.EndMs,
            default
        )
        {
            Zone = when.Zone,
            Identity = identity,
            Line = line,
        };
        var kind = KindOf(observation.Code);
        if (kind?.Code == FhirPressures.Kind.Code)
        {
            Pressures.Panel(found, observation);
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
        if (IsPressure(observation))
        {
            Pressures.Panel(
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
                    Origin = OriginOf(component.Code),
                    Identity = identity is null ? null : Part(identity, component.Code),
                },
                KindOf(component.Code),
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
            handover.Refuse(found.Origin, RefusalReason.Incomplete, Words(absent), found.Line);
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
        if (IsHalf(found.Measure.Kind))
            Pressures.Half(found);
        else
            handover.Take(found);
    }

    private bool TryTime(JsonElement resource, out When when)
    {
        var start =
            FhirJson.Text(resource, "effectiveDateTime")
            ?? FhirJson.Text(resource, "effectiveInstant");
        var end = start;
        if (FhirJson.Find(resource, "effectivePeriod") is { } period)
            (start, end) = (FhirJson.Text(period, "start"), FhirJson.Text(period, "end"));
        when = new(0, 0, null, start ?? "");
        if (!FhirTime.TryParse(start, out var from) || !FhirTime.TryParse(end, out var to))
            return false;
        var startMs = Ms(from);
        when = new(startMs, end == start ? startMs : Ms(to), from.Zone, start ?? "");
        return true;
    }

    private long Ms(FhirTime time) => time.Offset is null ? times.ToMs(time.Local) : time.Ms;

    private static SourceKey SourceOf(Observation observation)
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

    private static bool IsHalf(Kind? kind) => kind?.Code is "systolic" or "diastolic";

    private static bool IsPressure(Observation observation) =>
        observation.Component.Exists(c => KindOf(c.Code)?.Code == "systolic")
        && observation.Component.Exists(c => KindOf(c.Code)?.Code == "diastolic");

    public static Kind? KindOf(CodeableConcept? code) =>
        code
            ?.Coding.Where(c => c.System == FhirKinds.System)
            .Select(c => FhirKinds.Find(c.Code))
            .FirstOrDefault(k => k is not null);

    /// <summary>The LOINC code that says the kind, else the first code, else the words.</summary>
    private static string OriginOf(CodeableConcept? code)
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

    private static ExternalIdentity Part(ExternalIdentity whole, CodeableConcept code) =>
        whole with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{whole.Id}#{OriginOf(code)}"),
        };

    private static string? Words(CodeableConcept? concept) =>
        concept?.Text ?? concept?.Coding.Select(c => c.Display ?? c.Code).FirstOrDefault();

    private static readonly Measure Unknown = new(FhirPressures.Kind, null);

    private readonly record struct When(long StartMs, long EndMs, string? Zone, string Text);
}
