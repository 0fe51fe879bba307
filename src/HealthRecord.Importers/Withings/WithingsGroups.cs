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
        var where = new Found("", Types[1].Measure, WithingsItems.SourceOf(group), ms, ms, default)
        {
            Zone = WithingsItems.ZoneOf(group, bodyZone),
            Identity = id is { Length: > 0 and < 50 }
                ? new($"withings-{id}", group.Whole("modified") ?? 0)
                : null,
        };
        var inPairs = WithingsPressures.Take(handover, measures, where);
        var seen = new Dictionary<long, HashSet<WrittenNumber>>();
        for (var i = 0; i < measures.Count; i++)
            if (!inPairs.Contains(i))
                Take(measures[i], where, measures, seen);
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

    private void Take(
        JsonElement measure,
        in Found where,
        List<JsonElement> all,
        Dictionary<long, HashSet<WrittenNumber>> seen
    )
    {
        var origin = OriginOf(measure);
        var type = measure.Whole("type") ?? -1;
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

    public static string OriginOf(JsonElement measure) =>
        $"measure/{(measure.Whole("type") is { } type ? type.ToString(CultureInfo.InvariantCulture) : "?")}";

    public static string? TextOf(JsonElement measure) =>
        TryValue(measure, out var value)
            ? NumberText.Format(value, french: false)
            : measure.Text("value");
}
