using System.Globalization;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>When a row of a planned table was.</summary>
/// <param name="IsDay">No time of day stands there.</param>
internal readonly record struct RowTime(DateTime Local, long StartMs, string? Zone, bool IsDay);

/// <summary>Reads the times of a planned table; the direction of the file is found out first.</summary>
internal sealed class TableClock
{
    private const int EpochSeconds = 10;
    private const int EpochMilliseconds = 13;

    private readonly TablePlan plan;
    private readonly ZoneTimeline zones;
    private readonly LocalTimes starts;
    private readonly LocalTimes ends;
    private readonly bool newestFirst;

    public TableClock(TablePlan plan, FormatRun run, IEnumerable<TableRow> rows)
    {
        this.plan = plan;
        zones = plan.Zones ?? run.Context.Zones;
        starts = new(zones);
        ends = new(zones);
        newestFirst = IsNewestFirst(rows, run.Stop);
    }

    /// <summary>Times of a repeated hour that nothing placed.</summary>
    public long Unsure => starts.Unsure + ends.Unsure;

    /// <summary>As it stands there.</summary>
    public string TextOf(TableRow row) =>
        plan.Moment >= 0 && row[plan.Moment] is { Length: > 0 } moment ? moment
        : plan.Date < 0 ? ""
        : plan.Time >= 0 && row[plan.Time] is { Length: > 0 } time ? $"{row[plan.Date]} {time}"
        : row[plan.Date];

    public bool TryStart(TableRow row, out RowTime time)
    {
        time = default;
        if (!TryParse(TextOf(row), out var written, out var epochMs))
            return false;
        time =
            epochMs is { } ms ? new(default, ms, null, IsDay: false)
            : written.Offset is not null
                ? new(written.Local, written.Ms, written.Zone, IsDay: false)
            : new(
                written.Local,
                starts.ToMs(written.Local, newestFirst),
                null,
                IsDay: !written.HasTime
            );
        return true;
    }

    /// <summary>Null where nothing stands there.</summary>
    public bool TryEnd(TableRow row, out long? endMs)
    {
        endMs = null;
        if (plan.End < 0 || CellNumbers.IsNone(row[plan.End]))
            return true;
        if (!TryParse(row[plan.End], out var written, out var epochMs))
            return false;
        endMs =
            epochMs
            ?? (written.Offset is null ? ends.ToMs(written.Local, newestFirst) : written.Ms);
        return true;
    }

    /// <summary>From midnight to midnight, where the person lived.</summary>
    public (long StartMs, long EndMs) DayOf(in RowTime time) =>
        (Midnight(time.Local), Midnight(time.Local.AddDays(1)));

    public long NoonOf(in RowTime time) => Ms(time.Local.AddHours(12));

    private long Midnight(DateTime day) =>
        (long)(zones.StartUtcOf(DateOnly.FromDateTime(day)) - DateTime.UnixEpoch).TotalMilliseconds;

    private long Ms(DateTime local) =>
        (long)(zones.UtcOf(local) - DateTime.UnixEpoch).TotalMilliseconds;

    private bool TryParse(string text, out WrittenTime written, out long? epochMs)
    {
        written = default;
        epochMs = null;
        if (
            text.Length is EpochSeconds or EpochMilliseconds
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
        )
        {
            epochMs = text.Length == EpochSeconds ? epoch * 1000 : epoch;
            return true;
        }
        return TimeText.TryParse(text, plan.Order, out written);
    }

    private bool IsNewestFirst(IEnumerable<TableRow> rows, CancellationToken ct)
    {
        DateTime? before = null;
        var (backward, forward) = (0L, 0L);
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            if (!TryParse(TextOf(row), out var written, out var epoch) || epoch is not null)
                continue;
            if (written.Local < before)
                backward++;
            else if (written.Local > before)
                forward++;
            before = written.Local;
        }
        return backward > forward;
    }
}
