using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using Hl7.Fhir.Model;

namespace HealthRecord.Importers.Fhir;

/// <summary>Blood pressures: a panel of components, or two observations of one source at one instant.</summary>
internal sealed class FhirPressures(Handover handover)
{
    /// <summary>Halves that wait for each other; further ones are refused as incomplete.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<(SourceKey, long, bool), Found> waiting = [];

    public static Kind Kind { get; } = KindCatalogue.Get("blood-pressure");

    /// <summary>Counts once, under the code of the panel.</summary>
    public void Panel(in Found found, Observation observation)
    {
        var numbers = new FhirNumber?[Kind.Components.Count];
        string? wrong = null;
        var why = RefusalReason.Incomplete;
        foreach (var component in observation.Component)
        {
            var part = FhirCodes.KindOf(component.Code);
            var at = part is null ? -1 : IndexOf(part.Code);
            if (part is null || at < 0 || component.Value is null)
                continue;
            if (FhirValue.TryRead(part, component.Value, out var read, out var reason))
                numbers[at] = read;
            else if (Kind.Components[at].Required)
                (wrong, why) = (FhirValue.Words(component.Value), reason);
        }
        if (numbers[0] is not { } systolic || numbers[1] is null)
        {
            handover.Refuse(found.Origin, why, wrong, found.Line);
            return;
        }
        handover.Take(
            found with
            {
                Measure = new(Kind, Kind.Canonical),
                Value = systolic.Number,
                Parts = new([.. numbers.Skip(1).Select(n => n?.Number)]),
            }
        );
    }

    public void Half(in Found half)
    {
        var isSystolic = half.Measure.Kind.Code == "systolic";
        if (waiting.Remove((half.Source, half.StartMs, !isSystolic), out var other))
            Pair(isSystolic ? half : other, isSystolic ? other : half);
        else if (
            waiting.Count >= Most
            || !waiting.TryAdd((half.Source, half.StartMs, isSystolic), half)
        )
            Refuse(half);
    }

    public void Finish()
    {
        foreach (var half in waiting.Values)
            Refuse(half);
        waiting.Clear();
    }

    private void Pair(in Found systolic, in Found diastolic)
    {
        var taken = handover.Take(
            systolic with
            {
                Measure = new(Kind, Kind.Canonical),
                Parts = new([
                    diastolic.Value,
                    .. Kind.Components.Skip(2).Select(_ => (WrittenNumber?)null),
                ]),
                Identity = Both(systolic.Identity, diastolic.Identity),
            }
        );
        if (taken)
            handover.Merged(diastolic.Origin, 1);
        else
            handover.Refuse(
                diastolic.Origin,
                RefusalReason.Impossible,
                NumberText.Format(diastolic.Value, french: false),
                diastolic.Line
            );
    }

    private static ExternalIdentity? Both(ExternalIdentity? first, ExternalIdentity? second) =>
        first is null ? null
        : second is null ? first
        : PairedIdentity.Of(first, second);

    private void Refuse(in Found half) =>
        handover.Refuse(
            half.Origin,
            RefusalReason.Incomplete,
            NumberText.Format(half.Value, french: false),
            half.Line
        );

    private static int IndexOf(string code)
    {
        for (var i = 0; i < Kind.Components.Count; i++)
            if (Kind.Components[i].Code == code)
                return i;
        return -1;
    }
}
