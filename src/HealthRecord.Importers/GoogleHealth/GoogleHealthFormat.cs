using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.GoogleHealth;

/// <summary>Answers of the Google Health API, version 4: lists of data points, each under the name of what it holds.</summary>
/// <remarks>Written from the published reference (developers.google.com/health): no real answer has been seen yet.</remarks>
internal sealed class GoogleHealthFormat : IFormat
{
    public const string Producer = "google-health";
    private static readonly SourceKey Unnamed = new(Producer, "Google Health");

    /// <summary>What a data point holds, the field with its value, and whether it lasts or is of a moment.</summary>
    private static readonly (string Name, string Field, NumberField Number, bool Lasts)[] Points =
    [
        ("steps", "count", NumberField.Of("steps"), true),
        ("distance", "millimeters", NumberField.Of("distance", "m", shift: -3), true),
        ("heartRate", "beatsPerMinute", NumberField.Of("heart-rate"), false),
        ("weight", "weightGrams", NumberField.Of("body-weight", "kg", shift: -3), false),
        ("oxygenSaturation", "percentage", NumberField.Of("spo2"), false),
        ("bodyFat", "percentage", NumberField.Of("body-fat"), false),
    ];

    private static readonly string[] Names =
    [
        .. Points.Select(p => p.Name),
        GoogleHealthSleep.Name,
        GoogleHealthWorkouts.Name,
    ];

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [
            .. files.Where(f =>
                f.Head.Signature == Signature.Json
                && f.Head.Start.Contains("\"dataPoints\"", StringComparison.Ordinal)
                && Names.Any(n => f.Head.Start.Contains($"\"{n}\"", StringComparison.Ordinal))
            ),
        ];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var handover = new Handover(run.Context, run.Sink);
        run.Each(
            files,
            (file, _) =>
            {
                using var text = file.OpenText();
                new JsonItems { Item = (_, item) => Take(item, handover) }.Read(text, run.Stop);
            }
        );
    }

    private static void Take(JsonElement item, Handover handover)
    {
        foreach (var (name, field, number, lasts) in Points)
        {
            if (item.Get(name) is not { } point)
                continue;
            var when = lasts ? point.Get("interval") : point.Get("sampleTime");
            var from = when.Get(lasts ? "startTime" : "physicalTime").Text();
            var to = lasts ? when.Get("endTime").Text() : from;
            if (!IsoTime.TryParse(from, out var start) || !IsoTime.TryParse(to, out var end))
            {
                handover.Refuse(name, RefusalReason.Date, from);
                return;
            }
            handover.Take(
                new(name, number.Measure, SourceOf(item), start.Ms, end.Ms, default)
                {
                    Zone = ZoneOf(when.Get(lasts ? "startUtcOffset" : "utcOffset").Text()),
                    Identity = IdentityOf(item, 0),
                },
                number,
                point.Get(field).Text()
            );
            return;
        }
        if (item.Get(GoogleHealthSleep.Name) is { } sleep)
            GoogleHealthSleep.Take(handover, item, sleep);
        else if (item.Get(GoogleHealthWorkouts.Name) is { } exercise)
            GoogleHealthWorkouts.Take(handover, item, exercise);
        else
            handover.Refuse("dataPoint", RefusalReason.UnknownType, item.Text("name"));
    }

    /// <summary>Not every sort of data point has a name.</summary>
    internal static ExternalIdentity? IdentityOf(JsonElement item, long version) =>
        item.Text("name") is { Length: > 0 and < 200 } name
            ? new($"google-{name[(name.LastIndexOf('/') + 1)..]}", version)
            : null;

    internal static SourceKey SourceOf(JsonElement item) =>
        item.Get("dataSource").Get("device").Get("displayName").Text() is { Length: > 0 } device
            ? new(Producer, device)
            : Unnamed;

    /// <summary>Seconds with an <c>s</c>, as in <c>3600s</c>.</summary>
    internal static string? ZoneOf(string? offset) =>
        offset is [.. var seconds, 's'] && long.TryParse(seconds, null, out var s)
            ? IsoTime.ZoneOf(s / 60)
            : null;
}
