using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Withings;

/// <summary>Makes one reading of what a cuff writes as two or three measures of a group.</summary>
internal static class WithingsPressures
{
    private const int Systolic = 10;
    private const int Diastolic = 9;
    private const int Pulse = 11;

    private static readonly Measure Pressure = Measure.Of("blood-pressure");

    /// <returns>Places of the measures that are dealt with: handed out, merged or refused.</returns>
    public static HashSet<int> Take(Handover handover, List<JsonElement> measures, in Found where)
    {
        var done = new HashSet<int>();
        var upper = PlacesOf(measures, Systolic);
        var lower = PlacesOf(measures, Diastolic);
        var pulses = PlacesOf(measures, Pulse);
        var pairs = Math.Min(upper.Count, lower.Count);
        for (var i = 0; i < pairs; i++)
        {
            if (
                !WithingsGroups.TryValue(measures[upper[i]], out var systolic)
                || !WithingsGroups.TryValue(measures[lower[i]], out var diastolic)
            )
            {
                Refuse(handover, measures, upper[i], done);
                Refuse(handover, measures, lower[i], done);
                continue;
            }
            WrittenNumber? pulse =
                i < pulses.Count && WithingsGroups.TryValue(measures[pulses[i]], out var rate)
                    ? rate
                    : null;
            handover.Take(
                where with
                {
                    Origin = WithingsGroups.OriginOf(measures[upper[i]]),
                    Measure = Pressure,
                    Value = systolic,
                    Parts = new([diastolic, null, pulse]),
                    // Several under one name would hide each other.
                    Identity = pairs == 1 ? where.Identity : null,
                }
            );
            done.Add(upper[i]);
            Merge(handover, measures, lower[i], done);
            if (pulse is not null)
                Merge(handover, measures, pulses[i], done);
        }
        foreach (var alone in upper.Skip(pairs).Concat(lower.Skip(pairs)))
            Refuse(handover, measures, alone, done);
        return done;
    }

    private static List<int> PlacesOf(List<JsonElement> measures, int type) =>
        [.. Enumerable.Range(0, measures.Count).Where(i => measures[i].Whole("type") == type)];

    private static void Merge(
        Handover handover,
        List<JsonElement> measures,
        int place,
        HashSet<int> done
    )
    {
        handover.Merged(WithingsGroups.OriginOf(measures[place]), 1);
        done.Add(place);
    }

    private static void Refuse(
        Handover handover,
        List<JsonElement> measures,
        int place,
        HashSet<int> done
    )
    {
        handover.Refuse(
            WithingsGroups.OriginOf(measures[place]),
            RefusalReason.Incomplete,
            WithingsGroups.TextOf(measures[place])
        );
        done.Add(place);
    }
}
