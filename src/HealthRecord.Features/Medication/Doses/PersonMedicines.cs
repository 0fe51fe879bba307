using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>Reads the medicines of a person with the ticks around some days. No rights are asked here: use cases and jobs do.</summary>
internal sealed class PersonMedicines(EntryStore store, PersonStore persons)
{
    /// <summary>Nobody counts a stock that many months back; what was ticked before does not matter for it.</summary>
    private const int MostMonths = 120;

    /// <summary>For what a job asks: doses that are due from one instant until before another.</summary>
    public Task<MedicinesReading> ReadAsync(
        HealthDb db,
        PersonId person,
        DateTime fromUtc,
        DateTime untilUtc,
        DateTime nowUtc,
        CancellationToken ct
    ) =>
        ReadAsync(
            db,
            person,
            zones => (zones.DayOf(fromUtc).AddDays(-1), zones.DayOf(untilUtc).AddDays(1)),
            nowUtc,
            ct
        );

    /// <param name="days">The first and the last local day whose ticks are wanted.</param>
    /// <exception cref="Platform.Sealing.RecordDamagedException">The person's row does not open.</exception>
    public async Task<MedicinesReading> ReadAsync(
        HealthDb db,
        PersonId person,
        Func<ZoneTimeline, (DateOnly First, DateOnly Last)> days,
        DateTime nowUtc,
        CancellationToken ct
    )
    {
        var zones =
            (await persons.FindAsync(db, person, ct))?.Payload?.Timeline() ?? PersonZone.Usual;
        var medicines = await store.ReadAsync(db, person, Medicine.Type, ct);
        if (medicines.Entries.Count == 0)
            return new(zones, nowUtc, [], medicines.Unreadable.Count);
        var (first, last) = days(zones);
        foreach (var medicine in medicines.Entries.Select(entry => entry.Payload))
            if (medicine is { CountedUtc: { } counted, StoppedUtc: null })
                first = zones.DayOf(counted) is var day && day < first ? day : first;
        var ticks = await store.ReadMonthsAsync(db, person, Dose.Type, Months(first, last), ct);
        var lines = ticks.Entries.ToLookup(
            entry => entry.Payload.Medicine,
            entry => new DoseLine(entry.Id, entry.RowVersion, entry.Payload)
        );
        return new(
            zones,
            nowUtc,
            [
                .. medicines.Entries.Select(entry => new MedicineCourse(
                    new(entry.Id, entry.RowVersion, entry.Payload),
                    [.. lines[entry.Payload.Key]],
                    zones,
                    nowUtc
                )),
            ],
            medicines.Unreadable.Count + ticks.Unreadable.Count
        );
    }

    private static List<int> Months(DateOnly first, DateOnly last)
    {
        var earliest = (first.Year * 100) + first.Month;
        var months = new List<int>();
        for (
            var month = (last.Year * 100) + last.Month;
            month >= earliest && months.Count < MostMonths;
            month = UtcMonth.Previous(month)
        )
            months.Add(month);
        return months;
    }
}
