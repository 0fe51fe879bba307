using System.Globalization;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Medication.Pages;

public enum DayPattern
{
    Daily,
    Weekdays,
    Every,
    Cycle,
}

/// <summary>One part of a plan while it is typed.</summary>
public sealed class PhaseDraft
{
    public Guid Id { get; } = Ids.New();
    public DateOnly? From { get; set; }
    public DayPattern Pattern { get; set; }
    public HashSet<DayOfWeek> Weekdays { get; } = [];
    public int Every { get; set; } = 2;
    public int On { get; set; } = 21;
    public int Off { get; set; } = 7;
    public List<TimeDraft> Times { get; } = [];

    /// <summary>Kept where a part that began before goes on.</summary>
    internal DateOnly? CountedFrom { get; set; }

    internal static PhaseDraft New(DateOnly from)
    {
        var draft = new PhaseDraft { From = from };
        draft.Times.Add(new() { At = new(8, 0), Amount = "1" });
        return draft;
    }

    internal static PhaseDraft Of(MedicinePhase phase)
    {
        var draft = new PhaseDraft
        {
            From = phase.From,
            CountedFrom = phase.CountedFrom,
            Every = phase.Every ?? 2,
            On = phase.On ?? 21,
            Off = phase.Off ?? 7,
            Pattern =
                phase.Weekdays.Count > 0 ? DayPattern.Weekdays
                : phase.On is not null ? DayPattern.Cycle
                : phase.Every > 1 ? DayPattern.Every
                : DayPattern.Daily,
        };
        draft.Weekdays.UnionWith(phase.Weekdays);
        draft.Times.AddRange(
            phase.Times.Select(time => new TimeDraft
            {
                At = time.At,
                Amount = Amounts.Of(time.Amount),
            })
        );
        return draft;
    }

    /// <summary>A missing amount becomes nothing, a missing day the first there is: both are refused by their own sentence.</summary>
    internal MedicinePhase Told() =>
        new()
        {
            From = From ?? DateOnly.MinValue,
            // A start that was moved counts its days from the new one.
            CountedFrom = CountedFrom <= From ? CountedFrom : null,
            Weekdays =
                Pattern == DayPattern.Weekdays
                    ? [.. Weekdays.OrderBy(MedicineWords.MondayFirst)]
                    : [],
            Every = Pattern == DayPattern.Every ? Every : null,
            On = Pattern == DayPattern.Cycle ? On : null,
            Off = Pattern == DayPattern.Cycle ? Off : null,
            Times =
            [
                .. Times.Select(time => new MedicineTime
                {
                    At = time.At ?? default,
                    Amount = Amounts.Parse(time.Amount) ?? 0,
                }),
            ],
        };

    /// <summary>The next time that one would add: some hours after the last.</summary>
    internal void AddTime()
    {
        var last = Times.Select(time => time.At).Max() ?? new TimeOnly(4, 0);
        Times.Add(
            new()
            {
                At = last < new TimeOnly(20, 0) ? last.AddHours(4) : last.AddHours(1),
                Amount =
                    Times.Count > 0 ? Times[^1].Amount : 1.ToString(CultureInfo.CurrentCulture),
            }
        );
    }
}

public sealed class TimeDraft
{
    public Guid Id { get; } = Ids.New();
    public TimeOnly? At { get; set; }
    public string? Amount { get; set; }
}
