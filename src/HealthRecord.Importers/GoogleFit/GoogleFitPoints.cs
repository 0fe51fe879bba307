using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.GoogleFit;

/// <summary>The points of <c>All Data</c>: times in nanoseconds since 1970 UTC, numbers in a list.</summary>
internal sealed class GoogleFitPoints(FormatRun run, Handover handover, DaysWithPoints seen)
{
    private const string PressureType = "com.google.blood_pressure";
    private const string SleepType = "com.google.sleep.segment";
    private const int MostSources = 10_000;
    private const int LongestName = 120;

    private static readonly Dictionary<string, NumberField> Types = new(StringComparer.Ordinal)
    {
        ["com.google.heart_rate.bpm"] = NumberField.Of("heart-rate"),
        ["com.google.step_count.delta"] = NumberField.Of("steps"),
        ["com.google.distance.delta"] = NumberField.Of("distance", "m"),
        ["com.google.active_minutes"] = NumberField.Of("active-minutes"),
        ["com.google.weight"] = NumberField.Of("body-weight", "kg"),
        ["com.google.height"] = NumberField.Of("height", "m"),
        ["com.google.body.fat.percentage"] = NumberField.Of("body-fat"),
        ["com.google.body.temperature"] = NumberField.Of("body-temperature", "Cel"),
        ["com.google.blood_glucose"] = NumberField.Of("glucose", "mmol/L"),
        ["com.google.oxygen_saturation"] = NumberField.Of("spo2"),
        ["com.google.hydration"] = NumberField.Of("water-intake", "L"),
    };

    private static readonly Measure Pressure = Measure.Of("blood-pressure");
    private static readonly Measure Stage = Measure.Of("sleep-stage");

    private readonly Dictionary<string, SourceKey> sources = new(StringComparer.Ordinal);
    private readonly Leftovers unread = new();

    public void Read(SourceFile file, Stream content)
    {
        using var text = file.OpenText();
        var isKnown = true;
        new JsonItems
        {
            Item = (path, point) =>
            {
                if (path == "Data Points")
                    isKnown &= Take(point);
            },
        }.Read(text, run.Stop);
        if (!isKnown)
            unread.Add(file);
    }

    public void Finish() => unread.Warn(run.Sink, Warnings.TablesUnread);

    /// <returns>False for a type that nobody has a kind for: the whole file is named once.</returns>
    private bool Take(JsonElement point)
    {
        var type = point.Text("dataTypeName") ?? "";
        if (!Types.TryGetValue(type, out var field) && type is not (PressureType or SleepType))
            return false;
        if (
            point.Whole("startTimeNanos") is not { } start
            || point.Whole("endTimeNanos") is not { } end
        )
        {
            handover.Refuse(type, RefusalReason.Date, point.Text("startTimeNanos"));
            return true;
        }
        const long nanosInMs = 1_000_000;
        var where = new Found(
            type,
            Stage,
            SourceOf(point.Text("originDataSourceId")),
            start / nanosInMs,
            end / nanosInMs,
            default
        );
        var values = point.Items("fitValue").Select(v => v.Get("value")).ToList();
        if (field is not null)
        {
            var text = NumberOf(values, 0);
            if (text is null)
                handover.Refuse(type, RefusalReason.Incomplete, null);
            else if (handover.Take(where, field, text))
                seen.Add(field.Measure.Kind.Code, where.StartMs);
        }
        else if (type == PressureType)
            TakePressure(where, values);
        else
            TakeStage(where, NumberOf(values, 0));
        return true;
    }

    private void TakePressure(in Found where, List<JsonElement?> values)
    {
        if (!JsonNumber(values, 0, out var systolic) || !JsonNumber(values, 1, out var diastolic))
        {
            handover.Refuse(where.Origin, RefusalReason.Incomplete, NumberOf(values, 0));
            return;
        }
        handover.Take(
            where with
            {
                Measure = Pressure,
                Value = systolic,
                Parts = new([diastolic]),
            }
        );
    }

    private void TakeStage(in Found where, string? code)
    {
        var stage = code switch
        {
            "1" => "awake",
            "2" => "asleep-unspecified",
            "4" => "light",
            "5" => "deep",
            "6" => "rem",
            _ => null,
        };
        // 3 is out of bed: neither sleep nor lying awake.
        if (stage is null)
            handover.Refuse(
                where.Origin,
                code == "3" ? RefusalReason.NotAMeasurement : RefusalReason.Code,
                code
            );
        else
            handover.Take(where with { Value = Stage.Code(stage) });
    }

    private SourceKey SourceOf(string? stream)
    {
        stream ??= "";
        if (sources.TryGetValue(stream, out var known))
            return known;
        if (sources.Count == MostSources)
            throw new ImportRefusedException(Refusals.TooManySources);
        return sources[stream] = GoogleFitFormat.SourceOf(NameOf(stream));
    }

    /// <summary>
    /// <c>raw:TYPE:APP:Google:Pixel 4a:8f3c:top_level</c> is a Google Pixel 4a; where no device is named, the app and what it
    /// calls its stream. The number between is the device's own and is left out.
    /// </summary>
    internal static string NameOf(string stream)
    {
        var name = stream.Split(':') switch
        {
            [_, _, _, var maker, var model, _, ..] => $"{maker} {model}",
            [_, _, "com.google.android.apps.fitness", var one] => one,
            [_, _, var app, var one] => $"{app} {one}",
            [_, _, var app] => app,
            _ => "",
        };
        return name.Trim() is { Length: > LongestName } longer
            ? longer[..LongestName]
            : name.Trim();
    }

    private static string? NumberOf(List<JsonElement?> values, int index)
    {
        if (index >= values.Count)
            return null;
        var value = values[index];
        return value.Get("fpVal").Text() ?? value.Get("intVal").Text();
    }

    private static bool JsonNumber(List<JsonElement?> values, int index, out WrittenNumber number)
    {
        number = default;
        return NumberOf(values, index) is { } text && Text.DecimalText.TryParse(text, out number);
    }
}
