using System.Globalization;
using System.Runtime.InteropServices;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>Wall-clock times of a table without a zone: which of day and month comes first, and which instants are meant.</summary>
/// <remarks>
/// Both need the whole file: day or month first is told by a field above 12 or by readings of a sensor minutes apart, and the
/// direction of the file by the most pairs of neighbours. What the file does not tell is asked, never guessed.
/// </remarks>
internal sealed class TableTimes
{
    /// <summary>Sensors write every 5 to 15 minutes; a wrong order makes a step of days or weeks at every midnight.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>Series are told apart up to here; a file with more has the further ones told as one.</summary>
    private const int MostSeries = 1000;

    private readonly Dictionary<string, LocalTimes> series = new(StringComparer.Ordinal);
    private readonly FormatRun run;
    private readonly DateOrder order;
    private readonly bool newestFirst;

    private TableTimes(FormatRun run, DateOrder order, bool newestFirst) =>
        (this.run, this.order, this.newestFirst) = (run, order, newestFirst);

    /// <summary>Looks through a whole table first.</summary>
    /// <param name="format">Code, for the question.</param>
    /// <param name="times">In the order of the file; a series is what one device wrote of one kind.</param>
    /// <exception cref="ImportQuestionException">Day or month first: nothing tells.</exception>
    public static TableTimes Of(
        FormatRun run,
        string format,
        IEnumerable<(string Series, string Text)> times
    )
    {
        var seen = new Seen();
        foreach (var (name, text) in times)
        {
            run.Stop.ThrowIfCancellationRequested();
            seen.Add(name, text);
        }
        var order = seen.Order ?? Asked(run, format, seen);
        return new(run, order, seen.IsNewestFirst(order));
    }

    public bool TryParse(string text, out WrittenTime time) =>
        TimeText.TryParse(text, order, out time);

    /// <summary>The instant of a time, by its own offset where it has one.</summary>
    public long MsOf(string name, WrittenTime time)
    {
        if (time.Offset is not null)
            return time.Ms;
        if (!series.TryGetValue(name, out var local))
        {
            if (series.Count >= MostSeries)
                name = "";
            if (!series.TryGetValue(name, out local))
                series.Add(name, local = new(run.Context.Zones));
        }
        return local.ToMs(time.Local, newestFirst);
    }

    /// <summary>Says how many times of a repeated hour could have been the other one.</summary>
    public void Finish()
    {
        var unsure = series.Values.Sum(s => s.Unsure);
        if (unsure > 0)
            run.Warn(Warnings.RepeatedHour, unsure);
    }

    private static DateOrder Asked(FormatRun run, string format, Seen seen)
    {
        var answer = run.Ask(
            new(
                $"date-order:{format}",
                ImportTopic.DateOrder,
                [seen.Example],
                [Choice("dmy", DateOrder.DayFirst), Choice("mdy", DateOrder.MonthFirst)],
                // Hardly anybody who writes the day first writes morning and afternoon by letters.
                seen.HasHalfDay
                    ? "mdy"
                    : null
            )
        );
        return string.Equals(answer, "mdy", StringComparison.Ordinal)
            ? DateOrder.MonthFirst
            : DateOrder.DayFirst;

        ImportChoice Choice(string value, DateOrder order) =>
            new(
                value,
                [
                    TimeText.TryParse(seen.Example, order, out var time)
                        ? time.Local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        : "",
                ]
            );
    }

    private sealed class Seen
    {
        private readonly Dictionary<string, (DateTime? Day, DateTime? Month)> last = new(
            StringComparer.Ordinal
        );
        private readonly int[] backward = new int[2];
        private readonly int[] forward = new int[2];
        private long onlyDay;
        private long onlyMonth;
        private long nearDay;
        private long nearMonth;
        private bool needsOrder;

        public string Example { get; private set; } = "";
        public bool HasHalfDay { get; private set; }

        /// <summary>Null when both make sense everywhere.</summary>
        public DateOrder? Order =>
            !needsOrder ? DateOrder.DayFirst
            : onlyDay != onlyMonth ? Greater(onlyDay, onlyMonth)
            : nearDay != nearMonth && (nearDay == 0 || nearMonth == 0) ? Greater(nearDay, nearMonth)
            : null;

        public bool IsNewestFirst(DateOrder order) => backward[(int)order] > forward[(int)order];

        public void Add(string name, string text)
        {
            var asDay = Parse(text, DateOrder.DayFirst);
            // Most producers write the year first: then there is nothing to decide.
            var asMonth = asDay is { NeedsOrder: false }
                ? asDay
                : Parse(text, DateOrder.MonthFirst);
            if (asDay is null && asMonth is null)
                return;
            HasHalfDay |= (asDay ?? asMonth)?.HasHalfDay == true;
            if ((asDay ?? asMonth)?.NeedsOrder == true)
            {
                needsOrder = true;
                if (Example.Length == 0)
                    Example = text;
                onlyDay += asMonth is null ? 1 : 0;
                onlyMonth += asDay is null ? 1 : 0;
            }
            if (last.Count >= MostSeries && !last.ContainsKey(name))
                name = "";
            ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(last, name, out _);
            var stepDay = Step(before.Day, asDay, DateOrder.DayFirst);
            var stepMonth = Step(before.Month, asMonth, DateOrder.MonthFirst);
            if (IsNear(stepDay) && !IsNear(stepMonth))
                nearDay++;
            if (IsNear(stepMonth) && !IsNear(stepDay))
                nearMonth++;
            before = (asDay?.Local, asMonth?.Local);
        }

        private TimeSpan? Step(DateTime? before, WrittenTime? now, DateOrder order)
        {
            if (before is not { } from || now is not { } time)
                return null;
            var step = time.Local - from;
            if (step < TimeSpan.Zero)
                backward[(int)order]++;
            else if (step > TimeSpan.Zero)
                forward[(int)order]++;
            return step.Duration();
        }

        private static bool IsNear(TimeSpan? step) =>
            step is { } s && s > TimeSpan.Zero && s <= Near;

        private static DateOrder Greater(long day, long month) =>
            day > month ? DateOrder.DayFirst : DateOrder.MonthFirst;

        private static WrittenTime? Parse(string text, DateOrder order) =>
            TimeText.TryParse(text, order, out var time) ? time : null;
    }
}
