namespace HealthRecord.Domain.Days;

/// <summary>A device that used to deliver and does not any more.</summary>
/// <param name="Last">The last day with a reading of it.</param>
/// <param name="UsualDays">Days from one delivery to the next, as a rule.</param>
/// <param name="SilentDays">Days since the last one.</param>
public sealed record SilentDevice(DateOnly Last, int UsualDays, int SilentDays);

/// <summary>Tells a device that has gone silent from one that is used now and then.</summary>
/// <remarks>
/// Only who delivered at least weekly for four weeks can fall silent: then nothing for three times the usual interval (the
/// median of the last two months before the silence), and for a week at least. After half a year it counts as put away, and
/// nothing is said any more. A rule of thumb of ours; nothing medical.
/// </remarks>
public static class DeviceSilence
{
    private const int WeekDays = 7;
    private const int MonthDays = 28;
    private const int UsualOverDays = 60;
    private const int Times = 3;
    private const int PutAwayDays = 183;

    /// <param name="days">Local days with at least one reading of the device, in any order.</param>
    /// <returns>Null when nothing needs to be said.</returns>
    public static SilentDevice? Of(IEnumerable<DateOnly> days, DateOnly today)
    {
        var past = days.Where(d => d <= today).Distinct().OrderDescending().ToList();
        if (past.Count < 2)
            return null;
        var last = past[0];
        var silent = today.DayNumber - last.DayNumber;
        if (silent is < WeekDays or > PutAwayDays)
            return null;
        var gaps = new List<int>();
        var first = last;
        foreach (var day in past.Skip(1))
        {
            var gap = first.DayNumber - day.DayNumber;
            if (gap > WeekDays)
                break;
            first = day;
            if (last.DayNumber - day.DayNumber <= UsualOverDays)
                gaps.Add(gap);
        }
        if (last.DayNumber - first.DayNumber < MonthDays)
            return null;
        gaps.Sort();
        var usual = gaps[gaps.Count / 2];
        return silent >= Times * usual ? new(last, usual, silent) : null;
    }
}
