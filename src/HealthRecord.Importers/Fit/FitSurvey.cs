using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Fit;

/// <summary>What has to be known of a part before anything of it is handed out.</summary>
internal sealed class FitSurvey
{
    /// <summary>A triathlon has five. What comes after these is refused.</summary>
    public const int MostSessions = 1000;

    /// <summary>Eleven days. What a strap tells after them is taken beside what the watch wrote.</summary>
    private const int MostSeconds = 1_000_000;

    public FitDevice Device { get; private set; } = FitDevice.Unknown;

    /// <summary>Where the device's clock stood; null when the file does not say.</summary>
    public string? Zone { get; private set; }

    /// <summary>Reading ends before the part does.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>People by the number that the device gives them, with the last of their values in words of the file.</summary>
    public SortedDictionary<long, string> Users { get; } = [];

    /// <summary>First second of what a monitoring file counts.</summary>
    public uint? First { get; private set; }

    /// <summary>Seconds at which records of an activity carry a heart rate themselves.</summary>
    public HashSet<uint> HeartSeconds { get; } = [];

    /// <summary>Starts of the sessions, in milliseconds, in their order; a record belongs to the last that began before it.</summary>
    public List<long> Sessions { get; } = [];
    private bool hasReadings;
    private bool hasStraps;

    public static FitSurvey Of(FitPart part)
    {
        var survey = new FitSurvey();
        var reader = new FitReader(part.Records);
        while (reader.Read())
            survey.See(reader.Message);
        survey.IsBroken = reader.IsBroken;
        survey.Sessions.Sort();
        if (survey.hasStraps)
            survey.FindHeartSeconds(part);
        return survey;
    }

    private void See(FitMessage message)
    {
        hasReadings |= IsReading(message.Message);
        switch (message.Message)
        {
            case 0 when ReferenceEquals(Device, FitDevice.Unknown):
                Device = FitDevice.Of(message);
                break;
            // The creator of the file is the first device that it lists. After the first reading it is too late for a name:
            // a file that is cut there would give the same readings another source.
            case 23 when !hasReadings && message.Whole(0) == 0 && message.Text(27) is { } name:
                Device = Device with { ProductName = Device.ProductName ?? name };
                break;
            case 34:
                Zone ??= FitTime.Zone(message.Whole(5), message.Timestamp);
                break;
            case 103:
                Zone ??= FitTime.Zone(message.Whole(0), message.Timestamp);
                First ??= message.Timestamp;
                break;
            case 55:
                First ??= message.Timestamp;
                break;
            case 18
                when Sessions.Count < MostSessions
                    && message.Whole(2) is { } start
                    && FitTime.TryMs(start, out var ms):
                Sessions.Add(ms);
                break;
            case 132:
                hasStraps = true;
                break;
            case 30 when message.Whole(12) is { } user:
                Users[user] = message.Whole(0) is { } weight ? Kilograms(weight) : "";
                break;
            case 51 when message.Whole(9) is { } user:
                Users[user] = $"{message.Whole(0)}/{message.Whole(1)} mmHg";
                break;
        }
    }

    private static bool IsReading(ushort message) =>
        message is >= 18 and <= 20 or 51 or 55 or 78 or 132 or 275 or 346
        || FitMeasures.ByMessage.Contains(message);

    /// <summary>Only where a strap tells beats as well: there may be a hundred thousand.</summary>
    private void FindHeartSeconds(FitPart part)
    {
        var reader = new FitReader(part.Records);
        while (reader.Read())
        {
            var message = reader.Message;
            if (
                message.Message == 20
                && message.Timestamp is { } at
                && message.Whole(3) is > 0
                && HeartSeconds.Count < MostSeconds
            )
                HeartSeconds.Add(at);
        }
    }

    private static string Kilograms(long weight) =>
        NumberText.Format(new WrittenNumber(weight, -2), french: false) + " kg";
}
