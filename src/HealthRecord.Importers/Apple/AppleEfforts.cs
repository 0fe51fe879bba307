using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Apple;

/// <summary>How hard workouts felt, or were reckoned to be: records of their own, which say of no workout but by their times.</summary>
internal sealed class AppleEfforts(AppleHandover handover)
{
    private const int Most = 100_000;

    /// <summary>Workouts that are looked at for one record: nobody does more at once.</summary>
    private const int MostAround = 64;
    private const long SlackMs = 1000;

    /// <summary>From 1, easy, to 10, all out: Apple's own scale, kept apart from other producers'.</summary>
    private const string Rated = "apple-effort";
    private const string Estimated = "apple-effort-estimated";

    private readonly List<AppleRecord> records = [];

    public void Add(in AppleRecord record)
    {
        if (records.Count == Most)
            Refuse(record);
        else
            records.Add(record);
    }

    /// <summary>Gives every record to the workout of its times: part of it then, and refused where there is none.</summary>
    /// <returns>Of each workout, one of a scale: the last that the file tells.</returns>
    public IReadOnlyDictionary<IncomingWorkout, IReadOnlyList<WorkoutEffort>> Of(
        IEnumerable<IncomingWorkout> workouts
    )
    {
        var given = new Dictionary<IncomingWorkout, IReadOnlyList<WorkoutEffort>>(
            ReferenceEqualityComparer.Instance
        );
        if (records.Count == 0)
            return given;
        var byStart = workouts.OrderBy(w => w.StartMs).ToList();
        foreach (var record in records)
        {
            if (WorkoutOf(byStart, record) is not { } workout)
            {
                Refuse(record);
                continue;
            }
            handover.Merged(record);
            var effort = new WorkoutEffort(
                record.Type.Origin.Contains("Estimated", StringComparison.Ordinal)
                    ? Estimated
                    : Rated,
                record.Value
            );
            given[workout] =
            [
                .. given
                    .GetValueOrDefault(workout, [])
                    .Where(e => e.Scale != effort.Scale)
                    .Append(effort)
                    .OrderBy(e => e.Scale, StringComparer.Ordinal),
            ];
        }
        records.Clear();
        return given;
    }

    /// <summary>The one with the same times, of its own source first; else the shortest that it lies in.</summary>
    private static IncomingWorkout? WorkoutOf(List<IncomingWorkout> byStart, AppleRecord record)
    {
        var end = FirstAfter(byStart, record.StartMs + SlackMs);
        return byStart
            .GetRange(Math.Max(0, end - MostAround), end - Math.Max(0, end - MostAround))
            .Where(w => record.EndMs <= w.StartMs + w.DurationMs + SlackMs)
            .OrderByDescending(w => IsSameTime(w, record))
            .ThenByDescending(w => w.Source == record.Source)
            .ThenBy(w => w.DurationMs)
            .FirstOrDefault();
    }

    private static int FirstAfter(List<IncomingWorkout> byStart, long ms)
    {
        var (low, high) = (0, byStart.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (byStart[middle].StartMs <= ms)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static bool IsSameTime(IncomingWorkout workout, in AppleRecord record) =>
        Math.Abs(workout.StartMs - record.StartMs) <= SlackMs
        && Math.Abs(workout.StartMs + workout.DurationMs - record.EndMs) <= SlackMs;

    private void Refuse(AppleRecord record)
    {
        record.Reason = RefusalReason.Incomplete;
        record.Text = NumberText.Format(record.Value, french: false);
        handover.Give(record);
    }
}
