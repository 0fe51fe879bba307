using System.Text.Json;
using System.Xml;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Polar;

/// <summary>A training session: each of its exercises is a workout, and each second of the heart a reading.</summary>
/// <remarks>Wall clock, with its distance to UTC in minutes beside it, under two spellings.</remarks>
internal sealed class PolarSessions(FormatRun run)
{
    private const long LongestMs = 7 * 86_400_000L;

    public static readonly SourceKey Source = new(PolarFormat.Producer, "Polar");

    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");
    private static readonly NumberField Distance = NumberField.Of("distance", "m");
    private static readonly NumberField Energy = NumberField.Of("active-energy", "kcal");

    /// <summary>What the person had typed into the profile on that day.</summary>
    private static readonly string[] Profile =
    [
        "height, cm",
        "weight, kg",
        "maximumHeartRate",
        "restingHeartRate",
        "vo2Max",
    ];

    private readonly Handover handover = new(run.Context, run.Sink);
    private bool toldBirth;

    public void Read(SourceFile file)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var exercises = 0;
        using (var text = file.OpenText())
            new JsonItems
            {
                Item = (path, _) => exercises += path == "exercises" ? 1 : 0,
                Value = (path, value) => fields[path] = ((JsonElement?)value).Text() ?? "",
            }.Read(text, run.Stop);
        TellProfile(fields);
        using var again = file.OpenText();
        new JsonItems
        {
            Item = (path, item) =>
            {
                if (path == "exercises")
                    Take(item, fields, exercises == 1);
            },
        }.Read(again, run.Stop);
    }

    private void TellProfile(Dictionary<string, string> fields)
    {
        const string snapshot = "physicalInformationSnapshot";
        if (
            !toldBirth
            && LocalDay.TryDay(fields.GetValueOrDefault($"{snapshot}/birthday"), out var born)
        )
        {
            run.Sink.BornOn(born);
            toldBirth = true;
        }
        foreach (var name in Profile)
            if (fields.GetValueOrDefault($"{snapshot}/{name}") is { Length: > 0 } text)
                handover.Refuse($"{snapshot}/{name}", RefusalReason.NotAMeasurement, text);
    }

    private void Take(JsonElement exercise, Dictionary<string, string> session, bool isOnly)
    {
        string? Of(string name) =>
            exercise.Text(name) ?? (isOnly ? session.GetValueOrDefault(name) : null);
        var minutes =
            exercise.Whole("timezoneOffset")
            ?? exercise.Whole("timeZoneOffset")
            ?? Number(session, "timeZoneOffset")
            ?? Number(session, "timezoneOffset");
        var clock = new PolarClock(minutes, new LocalTimes(run.Context.Zones));
        if (clock.Ms(exercise.Text("startTime") ?? Of("startTime")) is not { } startMs)
        {
            handover.Refuse("exercise", RefusalReason.Date, exercise.Text("startTime"));
            return;
        }
        if (LengthOf(Of("duration")) is not { } length)
        {
            handover.Refuse("exercise", RefusalReason.Incomplete, Of("duration"));
            return;
        }
        var totals = new Totals()
            .Add("sum", Distance, Of("distance"), zeroIsNone: true)
            .Add("sum", Energy, Of("kiloCalories"), zeroIsNone: true)
            .Add(
                "mean",
                HeartRate,
                exercise.Get("heartRate").Get("avg").Text() ?? Of("averageHeartRate"),
                zeroIsNone: true
            )
            .Add(
                "max",
                HeartRate,
                exercise.Get("heartRate").Get("max").Text() ?? Of("maximumHeartRate"),
                zeroIsNone: true
            );
        handover.Take(
            new IncomingWorkout(
                Source,
                ActivityNames.Of(
                    exercise.Text("sport") ?? exercise.Get("sport").Get("id").Text() ?? ""
                ),
                startMs,
                length,
                totals.All,
                clock.Zone,
                exercise.Get("identifier").Get("id").Text() is { Length: > 0 and < 80 } id
                    ? new($"polar-{id}", 0)
                    : null,
                "exercise",
                0
            )
            {
                Efforts = PolarDetail.Efforts(exercise.Get("loadInformation")),
                Route = PolarDetail.Route(exercise, clock),
            }
        );
        foreach (var sample in exercise.Get("samples").Get("heartRate").Items())
            TakeSample(sample, clock);
    }

    private void TakeSample(JsonElement sample, PolarClock clock)
    {
        const string origin = "samples/heartRate";
        if (sample.Text("value") is not { } value)
            handover.Refuse(origin, RefusalReason.Incomplete, sample.Text("dateTime"));
        else if (clock.Ms(sample.Text("dateTime")) is not { } ms)
            handover.Refuse(origin, RefusalReason.Date, sample.Text("dateTime"));
        else
            handover.Take(
                new(origin, HeartRate.Measure, Source, ms, ms, default) { Zone = clock.Zone },
                HeartRate,
                value
            );
    }

    /// <summary>As in <c>PT2520.5S</c>.</summary>
    internal static long? LengthOf(string? duration)
    {
        if (duration is not { Length: > 2 and < 40 } || duration[0] != 'P')
            return null;
        try
        {
            var length = (long)XmlConvert.ToTimeSpan(duration).TotalMilliseconds;
            return length is >= 0 and <= LongestMs ? length : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static long? Number(Dictionary<string, string> fields, string name) =>
        long.TryParse(fields.GetValueOrDefault(name), null, out var number) ? number : null;
}
