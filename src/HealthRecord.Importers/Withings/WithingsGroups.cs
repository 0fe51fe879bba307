using System.Globalization;
using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Withings;

/// <summary>Groups of measures: what one step on a scale or one push on a cuff brought. Each measure counts under <c>measure/TYPE</c>.</summary>
/// <remarks>
/// A group's number is the name of its readings, and the time of its last change their version. It can come twice in one
/// answer, with the same content. A measure that stands twice in its group is merged.
/// </remarks>
internal sealed class WithingsGroups(FormatRun run, WithingsOwner owner)
{
    private const int Goal = 2;
    private const int Unsure = 1;
    private const int Systolic = 10;
    private const int Diastolic = 9;
    private const int Pulse = 11;

    /// <summary>Of the segment scales: the sum of all limbs and the trunk. Others are parts.</summary>
    private const int WholeBody = 7;

    private static readonly Dictionary<long, NumberField> Types = new()
    {
        [1] = NumberField.Of("body-weight", "kg"),
        [4] = NumberField.Of("height", "m"),
        [5] = NumberField.Of("lean-mass", "kg"),
        [6] = NumberField.Of("body-fat"),
        [8] = NumberField.Of("fat-mass", "kg"),
        [11] = NumberField.Of("heart-rate"),
        [12] = NumberField.Of("body-temperature", "Cel"),
        [54] = NumberField.Of("spo2"),
        [71] = NumberField.Of("body-temperature", "Cel"),
        [76] = NumberField.Of("muscle-mass", "kg"),
        [77] = NumberField.Of("body-water-mass", "kg"),
        [88] = NumberField.Of("bone-mass", "kg"),
        [91] = NumberField.Of("pulse-wave-velocity"),
        [123] = NumberField.Of("vo2max"),
        [170] = NumberField.Of("visceral-fat-rating"),
        [226] = NumberField.Of("basal-metabolic-rate"),
    };

    /// <summary>Of these it does not matter on which wrist or arm they were taken.</summary>
    private static readonly HashSet<long> AnyPlace = [9, 10, 11, 12, 54, 71, 91];
    private static readonly Measure Pressure = Measure.Of("blood-pressure");

    private readonly Handover handover = new(run.Context, run.Sink);
    private long unknownAttribution;

    public void Finish()
    {
        if (unknownAttribution > 0)
            run.Warn(Warnings.AttributionUnknown, unknownAttribution);
    }

    public void Take(JsonElement group, string? bodyZone)
    {
        var measures = group.Items("measures").ToList();
        var why = WhyNot(group, out var date);
        if (why is { } reason)
        {
            foreach (var measure in measures)
                handover.Refuse(OriginOf(measure), reason, TextOf(measure));
            return;
        }
        if (group.Whole("attrib") is not (null or 0 or 1 or 2))
            unknownAttribution++;
        var id = group.Text("grpid");
        var ms = date * 1000;
        var where = new Found("", Pressure, WithingsItems.SourceOf(group), ms, ms, default)
        {
            Zone = WithingsItems.ZoneOf(group, bodyZone),
            Identity = id is { Length: > 0 and < 50 }
                ? new($"withings-{id}", group.Whole("modified") ?? 0)
                : null,
        };
        TakePressure(measures, where);
        var seen = new Dictionary<long, HashSet<WrittenNumber>>();
        foreach (var measure in measures)
            Take(measure, where, measures, seen);
    }

    /// <summary><c>value × 10^unit</c>.</summary>
    public static bool TryValue(JsonElement measure, out WrittenNumber value)
    {
        value = default;
        return measure.Whole("value") is { } digits
            && measure.Whole("unit") is >= -18 and <= 18 and var exponent
            && DecimalBytes.TryFit(digits, (int)exponent, out value);
    }

    private RefusalReason? WhyNot(JsonElement group, out long date)
    {
        date = group.Whole("date") ?? -1;
        return group.Whole("category") == Goal ? RefusalReason.NotAMeasurement
            : group.Whole("attrib") == Unsure && !owner.TakesUnsure ? RefusalReason.OtherPerson
            : date is < 0 or > 100_000_000_000 ? RefusalReason.Date
            : null;
    }

    private void TakePressure(List<JsonElement> measures, in Found where)
    {
        var systolic = Find(measures, Systolic);
        var diastolic = Find(measures, Diastolic);
        if (systolic is null && diastolic is null)
            return;
        var origin = $"measure/{(systolic is null ? Diastolic : Systolic)}";
        var pair = where with { Origin = origin };
        if (
            !TryValue(systolic ?? default, out var upper)
            || !TryValue(diastolic ?? default, out var lower)
        )
        {
            handover.Refuse(
                origin,
                RefusalReason.Incomplete,
                TextOf(systolic ?? diastolic ?? default)
            );
            return;
        }
        WrittenNumber? pulse =
            Find(measures, Pulse) is { } beat && TryValue(beat, out var rate) ? rate : null;
        handover.Take(
            pair with
            {
                Measure = Pressure,
                Value = upper,
                Parts = new([lower, null, pulse]),
            }
        );
        handover.Merged($"measure/{Diastolic}", 1);
        if (pulse is not null)
            handover.Merged($"measure/{Pulse}", 1);
    }

    private void Take(
        JsonElement measure,
        in Found where,
        List<JsonElement> all,
        Dictionary<long, HashSet<WrittenNumber>> seen
    )
    {
        var origin = OriginOf(measure);
        var type = measure.Whole("type") ?? -1;
        if (IsInPair(measure, type, all))
            return;
        if (!TryValue(measure, out var value))
        {
            handover.Refuse(origin, RefusalReason.NotANumber, TextOf(measure));
            return;
        }
        if (
            measure.Whole("position") is { } position
            && position != WholeBody
            && !AnyPlace.Contains(type)
        )
        {
            handover.Refuse(origin, RefusalReason.NotAMeasurement, TextOf(measure));
            return;
        }
        if (!Types.TryGetValue(type, out var field))
        {
            handover.Refuse(origin, RefusalReason.UnknownType, TextOf(measure));
            return;
        }
        if (!seen.TryGetValue(type, out var values))
            seen[type] = values = [];
        if (!values.Add(value))
        {
            handover.Merged(origin, 1);
            return;
        }
        // Two different values under one name would hide each other: such are named by what they say.
        var isAlone = all.Where(m => m.Whole("type") == type)
            .All(m => TryValue(m, out var other) && other == value);
        handover.Take(
            where with
            {
                Origin = origin,
                Measure = field.Measure,
                Value = value,
                Identity = isAlone ? where.Identity : null,
            }
        );
    }

    /// <summary>Handed out, merged or refused with the pressure already.</summary>
    private static bool IsInPair(JsonElement measure, long type, List<JsonElement> all)
    {
        if (type is Systolic or Diastolic)
        {
            var systolic = Find(all, Systolic);
            var first = Find(all, (int)type);
            return first is { } one
                && one.GetRawText() == measure.GetRawText()
                // Without a partner the one that is there was refused.
                && (systolic is not null || type == Diastolic);
        }
        return type == Pulse
            && Find(all, Systolic) is { } upper
            && Find(all, Diastolic) is { } lower
            && TryValue(upper, out _)
            && TryValue(lower, out _)
            && TryValue(measure, out _);
    }

    private static JsonElement? Find(List<JsonElement> measures, int type)
    {
        foreach (var measure in measures)
            if (measure.Whole("type") == type)
                return measure;
        return null;
    }

    private static string OriginOf(JsonElement measure) =>
        $"measure/{(measure.Whole("type") is { } type ? type.ToString(CultureInfo.InvariantCulture) : "?")}";

    private static string? TextOf(JsonElement measure) =>
        TryValue(measure, out var value)
            ? NumberText.Format(value, french: false)
            : measure.Text("value");
}
