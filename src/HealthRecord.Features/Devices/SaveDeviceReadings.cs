using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Readings.Store;
using HealthRecord.Importers.Gatt;

namespace HealthRecord.Features.Devices;

/// <param name="Run">By which all of them can be taken back, or moved to somebody else; null when nothing was new.</param>
public sealed record SavedReadings(ImportId? Run, int Added, int AlreadyThere, int DeletedByHand);

/// <summary>
/// Keeps what a device sent for one person: all of it, or nothing. The record learns it as from a file, by a run of its own,
/// so that it can be undone or moved. What the record knows already changes nothing.
/// </summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SaveDeviceReadings(
    HealthDbs dbs,
    Access access,
    PersonFactsReader persons,
    DeviceFacts facts,
    RecordWriter writer,
    ImportRuns runs,
    AnsweredOperations operations,
    TimeProvider clock
)
{
    public const string Producer = "bluetooth";
    private const int Tries = 5;
    private static readonly Dictionary<string, int> Nothing = new(StringComparer.Ordinal);

    /// <param name="device">As the device calls itself: text from outside.</param>
    /// <param name="operation">The sender's own id of this act: said again, it gets the same answer.</param>
    public async Task<Outcome<SavedReadings>> RunAsync(
        Actor actor,
        PersonId person,
        string device,
        IReadOnlyList<DeviceReading> readings,
        Guid operation,
        CancellationToken ct
    )
    {
        var act = new OperationId(nameof(SaveDeviceReadings), operation);
        try
        {
            var answer = await operations.OnceAsync(
                actor,
                act,
                () => CheckAndStoreAsync(actor, person, FileNames.Shown(device), readings, act, ct),
                ct
            );
            return answer.Error is { } refusal ? refusal : Read(answer.Value);
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }

    private async Task<Outcome<string>> CheckAndStoreAsync(
        Actor actor,
        PersonId person,
        string device,
        IReadOnlyList<DeviceReading> readings,
        OperationId act,
        CancellationToken ct
    )
    {
        var values = readings.SelectMany(r => r.Measurement.Values).ToList();
        if (values.Count == 0)
            return DeviceErrors.Nothing;
        var reach = await access.DomainsAsync(actor, person, ct);
        var needed = values.Aggregate(RecordDomains.None, (all, v) => all | v.Kind.Domain);
        if (((reach.Readable | reach.Writable) & needed) != needed)
            return ReadingErrors.NotFound;
        if ((reach.Writable & needed) != needed)
            return ReadingErrors.NotYours;
        var who = await persons.GetAsync(person, ct);
        var zones = who?.Zones ?? ZoneTimeline.Of(PersonZone.Default);
        if (WhyNot(readings, zones, who?.BornOn) is { } refusal)
            return refusal;
        var run = Ids.New();
        var months = await facts.OfAsync(
            actor.Account,
            person,
            zones,
            new SourceKey(Producer, device),
            readings,
            new ImportId(run),
            ct
        );
        return await StoreAsync(actor, person, device, run, months, act, ct);
    }

    private Error? WhyNot(IReadOnlyList<DeviceReading> readings, ZoneTimeline zones, DateOnly? born)
    {
        var times = new GattTimes(zones);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var reading in readings)
        {
            var judged = DeviceReading.JudgementOf(reading.Measurement);
            if (judged.Verdict == Verdict.Impossible)
                return ReadingErrors.Impossible(judged.Doubt, judged.Part?.Code);
            if (judged.Verdict == Verdict.Doubtful && !reading.Confirmed)
                return ReadingErrors.Doubtful(judged.Part?.Code);
            var at = times.MsOf(reading.Measurement);
            if (reading.AtReception)
                at = reading.Measurement.ReceivedMs;
            if (GattTimes.IsImpossible(at, now))
                return DeviceErrors.Clock;
            var instant = DateTime.UnixEpoch.AddMilliseconds(at);
            if (born is { } day && zones.DayOf(instant) < day)
                return ReadingErrors.BeforeBirth;
        }
        return null;
    }

    private async Task<Outcome<string>> StoreAsync(
        Actor actor,
        PersonId person,
        string device,
        Guid run,
        IReadOnlyList<DeviceMonth> months,
        OperationId act,
        CancellationToken ct
    )
    {
        var report = new ImportReport();
        var saved = Count(months, report);
        if (saved.Added == 0)
            return Write(saved);
        var changes = months.Select(m => m.Change()).ToList();
        var answer = Write(saved with { Run = new ImportId(run) });
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var prepared = await writer.PrepareAsync(person, changes, ct);
            await using var db = await dbs.WriteAsync(ct);
            await writer.StoreAsync(db, new(person, prepared, []), ct);
            db.ImportRuns.Add(await RunRowAsync(actor, person, device, run, months, report, ct));
            await operations.RememberAsync(db, actor, person, act, answer, ct);
            if (await db.TrySaveAsync(ct))
                return answer;
            if (await operations.RecallAsync(actor, act, ct) is { } said)
                return said;
        }
        return ReadingErrors.Busy;
    }

    private async Task<ImportRunRow> RunRowAsync(
        Actor actor,
        PersonId person,
        string device,
        Guid run,
        IReadOnlyList<DeviceMonth> months,
        ImportReport report,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new ImportRunRow
        {
            Id = run,
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            State = ImportState.Done,
            CreatedUtc = now,
            StartedUtc = now,
            FinishedUtc = now,
            ReadingsSoFar = report.Added,
        };
        var payload = new ImportPayload
        {
            FileName = device,
            Report = report,
            Touched =
            [
                .. months.Select(m => new TouchedSegment(
                    m.Kind.Code,
                    m.Told.Source.Producer,
                    m.Told.Source.Name,
                    m.Told.Month
                )),
            ],
        };
        await runs.SealAsync(row, payload, ct);
        return row;
    }

    private static SavedReadings Count(IReadOnlyList<DeviceMonth> months, ImportReport report)
    {
        var tally = new ImportTally();
        foreach (var month in months)
        {
            var origins = new Dictionary<string, int>(StringComparer.Ordinal)
            {
                [month.Kind.Code] = month.Told.Count,
            };
            tally.Merged(new(month.Kind, month.Told, origins, Nothing), month.Tally());
        }
        tally.WriteInto(report);
        return new(
            null,
            (int)(report.Added + report.SetAside),
            (int)report.AlreadyThere,
            (int)report.Kinds.Sum(k => k.DeletedByHand)
        );
    }

    private static string Write(SavedReadings saved) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{saved.Run?.ToString() ?? "-"} {saved.Added} {saved.AlreadyThere} {saved.DeletedByHand}"
        );

    private static SavedReadings Read(string answer)
    {
        var parts = answer.Split(' ');
        int Number(int at) => int.Parse(parts[at], CultureInfo.InvariantCulture);
        return new(
            Guid.TryParseExact(parts[0], "N", out var run) ? new ImportId(run) : null,
            Number(1),
            Number(2),
            Number(3)
        );
    }
}
