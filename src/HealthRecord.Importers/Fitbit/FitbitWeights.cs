using System.Globalization;
using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Fitbit;

/// <summary>Weights: written in whatever unit the account was set to, without saying which.</summary>
/// <remarks>
/// The body mass index beside them is always in kilograms and metres, so it tells: a weight in pounds taken for kilograms would
/// make its owner half as tall again, beyond anybody. Where that does not decide, a person is asked.
/// </remarks>
internal sealed class FitbitWeights(FormatRun run, Handover handover)
{
    private const string Kilograms = "kg";
    private const string Pounds = "[lb_av]";

    /// <summary>Metres; nobody alive is taller.</summary>
    private const double Tallest = 2.3;

    /// <summary>Metres; an adult below would be known to be one.</summary>
    private const double ShortAdult = 1.4;
    private const double PoundInKilograms = 0.45359237;
    private const int AdultYears = 18;

    private static readonly NumberField Fat = NumberField.Of("body-fat");
    private static readonly NumberField Bmi = NumberField.Of("bmi");

    public void Read(IReadOnlyList<SourceFile> files)
    {
        if (files.Count == 0)
            return;
        var weight = NumberField.Of("body-weight", UnitOf(files));
        var unsure = 0L;
        run.Each(
            files,
            (file, _) =>
            {
                var times = new LocalTimes(run.Context.Zones);
                Each(file, item => Take(item, weight, times));
                unsure += times.Unsure;
            }
        );
        if (unsure > 0)
            run.Warn(Warnings.RepeatedHour, unsure);
    }

    /// <summary>Of a weight and the index beside it; null where both could be.</summary>
    internal static string? UnitOf(double weight, double bmi, bool isAdult)
    {
        if (!(weight > 0 && bmi > 0))
            return null;
        var asKilograms = Math.Sqrt(weight / bmi);
        var asPounds = Math.Sqrt(weight * PoundInKilograms / bmi);
        return asKilograms > Tallest && asPounds < Tallest ? Pounds
            : isAdult && asPounds < ShortAdult && asKilograms is > ShortAdult and < Tallest
                ? Kilograms
            : null;
    }

    private string UnitOf(IReadOnlyList<SourceFile> files)
    {
        var (units, examples) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        var isAdult =
            run.Context.BornOn is { } born
            && born.AddYears(AdultYears).ToDateTime(TimeOnly.MinValue)
                < DateTime.UnixEpoch.AddMilliseconds(run.Context.NowMs);
        foreach (var file in files)
        {
            try
            {
                Each(
                    file,
                    item =>
                    {
                        item.Get("weight").TryNumber(out var weight);
                        item.Get("bmi").TryNumber(out var bmi);
                        if (UnitOf(weight.ToDouble(), bmi.ToDouble(), isAdult) is { } unit)
                            units.Add(unit);
                        if (examples.Count < 3 && item.Text("weight") is { } written)
                            examples.Add(written);
                    }
                );
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                // Told when it is read.
            }
        }
        if (units.Count == 1)
            return units.First();
        if (examples.Count == 0)
            return Kilograms;
        var answer = run.Ask(
            new(
                "unit:fitbit",
                ImportTopic.Unit,
                ["Fitbit", string.Join(", ", examples)],
                [new(Kilograms, [Kilograms]), new(Pounds, [Pounds])]
            )
        );
        return answer == Pounds ? Pounds : Kilograms;
    }

    private void Take(JsonElement item, NumberField weight, LocalTimes times)
    {
        if (
            !DateTime.TryParseExact(
                $"{item.Text("date")} {item.Text("time")}",
                "MM/dd/yy HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
        {
            handover.Refuse(
                "weight",
                RefusalReason.Date,
                $"{item.Text("date")} {item.Text("time")}"
            );
            return;
        }
        var ms = times.ToMs(local);
        var where = new Found("weight", weight.Measure, FitbitFormat.Source, ms, ms, default)
        {
            Identity = item.Text("logId") is { } id ? new($"fitbit-weight-{id}", 0) : null,
        };
        if (item.Text("weight") is null)
            handover.Refuse("weight", RefusalReason.Incomplete, null);
        handover.Take(where, weight, item.Text("weight"));
        handover.Take(where with { Origin = "weight/fat" }, Fat, item.Text("fat"));
        // 0 where no height is known.
        if (item.Get("bmi").TryNumber(out var bmi) && bmi.Digits == 0)
            handover.Refuse("weight/bmi", RefusalReason.Sentinel, item.Text("bmi"));
        else
            handover.Take(where with { Origin = "weight/bmi" }, Bmi, item.Text("bmi"));
    }

    private void Each(SourceFile file, Action<JsonElement> take)
    {
        using var text = file.OpenText();
        new JsonItems { Item = (_, item) => take(item) }.Read(text, run.Stop);
    }
}
