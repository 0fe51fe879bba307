using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <param name="Kinds">How many kinds it has told of.</param>
/// <param name="NewestDay">The last local day with a reading of it.</param>
/// <param name="ArrivedUtc">When an import or a delivery last carried something of it, among the last of the person.</param>
/// <param name="Silence">It used to deliver, and does not any more.</param>
public sealed record DeviceRow(
    SourceKey Source,
    SourceClass Class,
    int Kinds,
    DateOnly NewestDay,
    DateTime? ArrivedUtc,
    SilentDevice? Silence
);

/// <summary>Every device and app that told something of a person, newest first. From day tables: no readings are opened.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadPersonDevices(
    HealthDbs dbs,
    Access access,
    PersonKinds kinds,
    DayTables tables,
    PersonDayContexts contexts,
    ImportRuns runs,
    TimeProvider clock
)
{
    private const int LastRuns = 60;

    public async Task<Outcome<IReadOnlyList<DeviceRow>>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may)
            return ImportErrors.NotFound;
        var readable = (await kinds.AllAsync(person, ct))
            .Where(k => may.MayRead(k.Domain))
            .ToList();
        var context = await contexts.GetAsync(person, ct);
        var today = context.Zones.DayOf(clock.GetUtcNow().UtcDateTime);
        var told = await ToldAsync(person, readable, context, today, ct);
        var arrived = await ArrivedAsync(person, readable, ct);
        return told.Select(t => new DeviceRow(
                t.Key,
                SourceClasses.Of(t.Key),
                t.Value.Kinds.Count,
                t.Value.Days.Max(),
                arrived.TryGetValue(t.Key, out var at) ? at : null,
                // People and programs that type are no devices.
                t.Key.Name.Length == 0
                    ? null
                    : DeviceSilence.Of(t.Value.Days, today)
            ))
            .OrderByDescending(r => r.NewestDay)
            .ThenBy(r => r.Source.Name, StringComparer.Ordinal)
            .ToList();
    }

    private async Task<Dictionary<SourceKey, Told>> ToldAsync(
        PersonId person,
        List<Kind> readable,
        PersonDayContext context,
        DateOnly today,
        CancellationToken ct
    )
    {
        var told = new Dictionary<SourceKey, Told>();
        // The index says which kinds there are at all; only of those every year is looked at.
        var present = await tables.NewestAsync(person, readable, context, today, ct);
        foreach (var kind in present.Keys)
        foreach (var read in await tables.ReadAsync(person, kind, 1, 9998, ct))
        foreach (var day in read.Table.Days)
        foreach (var share in day.Shares)
        {
            var source = read.Table.Sources[share.Source];
            if (!told.TryGetValue(source, out var known))
                told[source] = known = new([], []);
            known.Kinds.Add(kind.Code);
            known.Days.Add(day.Day);
        }
        return told;
    }

    private async Task<Dictionary<SourceKey, DateTime>> ArrivedAsync(
        PersonId person,
        List<Kind> readable,
        CancellationToken ct
    )
    {
        var codes = readable.Select(k => k.Code).ToHashSet(StringComparer.Ordinal);
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db
            .ImportRuns.Where(r => r.PersonId == person.Value && r.State == ImportState.Done)
            .OrderByDescending(r => r.CreatedUtc)
            .Take(LastRuns)
            .ToListAsync(ct);
        var arrived = new Dictionary<SourceKey, DateTime>();
        foreach (var row in rows)
        {
            try
            {
                foreach (var t in (await runs.OpenAsync(row, ct)).Touched)
                    if (codes.Contains(t.Kind) && row.FinishedUtc is { } at)
                        Note(arrived, new(t.Producer, t.Source), at);
            }
            catch (RecordDamagedException)
            {
                // The imports list says so; the devices are told by the others.
            }
        }
        return arrived;
    }

    private static void Note(Dictionary<SourceKey, DateTime> arrived, SourceKey source, DateTime at)
    {
        if (!arrived.TryGetValue(source, out var known) || known < at)
            arrived[source] = at;
    }

    private sealed record Told(HashSet<string> Kinds, HashSet<DateOnly> Days);
}
