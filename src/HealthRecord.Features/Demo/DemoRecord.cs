using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Demo;

/// <summary>Writes the readings of one member the way the product does: an import that is done, and what was typed.</summary>
internal sealed class DemoRecord(
    HealthDbs dbs,
    ImportRuns runs,
    ImportPreparation preparation,
    ImportCommit commit,
    ImportWorkouts workouts,
    RecordWriter writer,
    TimeProvider clock
)
{
    private const long QuarterMs = 15 * 60_000;

    public async Task WriteAsync(
        Actor actor,
        PersonId person,
        DemoMember member,
        DemoCalendar calendar,
        CancellationToken ct
    )
    {
        if (member.HasWatch || member.HasCuff || member.HasGlucoseMeter)
        {
            var exercise = DemoWorkouts.Of(member, calendar).ToList();
            // Somebody who runs has not the pulse of somebody who sits at the same time.
            var running = exercise
                .SelectMany(e => e.Beats)
                .Select(b => b.StartMs / QuarterMs)
                .ToHashSet();
            var readings = DemoDevices
                .Of(member, calendar)
                .Where(r =>
                    r.Kind.Code != "heart-rate" || !running.Contains(r.StartMs / QuarterMs)
                );
            await ImportAsync(actor, person, readings, exercise, SizeOf(member), ct);
        }
        await TypeAsync(person, DemoByHand.Of(member, calendar), ct);
    }

    // There was never a file; its card says what one like it would weigh.
    private static long SizeOf(DemoMember member) => member.HasWatch ? 38_400_000 : 310_000;

    private async Task ImportAsync(
        Actor actor,
        PersonId person,
        IEnumerable<IncomingReading> readings,
        IReadOnlyList<(IncomingWorkout Workout, IReadOnlyList<IncomingReading> Beats)> exercise,
        long size,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var run = new ImportRunRow
        {
            Id = Ids.New(clock),
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            State = ImportState.Running,
            TotalBytes = size,
            ReceivedBytes = size,
            CreatedUtc = now.AddHours(-2),
            StartedUtc = now.AddHours(-2),
            LeaseOwner = Ids.New(clock),
            LeaseUntilUtc = now.AddHours(1),
        };
        var payload = new ImportPayload { FileName = "export.zip" };
        await runs.SealAsync(run, payload, ct);
        await using (var db = await dbs.WriteAsync(ct))
        {
            db.Add(run);
            await db.SaveChangesAsync(ct);
        }
        var claimed = new ClaimedImport(run.Id, person, actor, run.LeaseOwner.Value, 0, payload);
        var sink = new ImportSink(claimed.Id, DomainSets.All);
        foreach (var reading in readings)
            sink.Take(reading);
        foreach (var (workout, beats) in exercise)
        {
            sink.Take(workout);
            foreach (var beat in beats)
                sink.Take(beat);
        }
        var prepared = await preparation.RunAsync(person, sink.Readings, sink.Tally, ct);
        await commit.RunAsync(claimed, sink, prepared, new ImportReport(), workouts, ct);
    }

    private async Task TypeAsync(
        PersonId person,
        IEnumerable<IncomingReading> readings,
        CancellationToken ct
    )
    {
        var assembler = new SegmentAssembler(ImportId.ByHand);
        foreach (var reading in readings)
            assembler.Add(reading);
        if (assembler.Count == 0)
            return;
        var prepared = await preparation.RunAsync(person, assembler, new ImportTally(), ct);
        await using var db = await dbs.WriteAsync(ct);
        await writer.StoreAsync(db, prepared.Write, ct);
        await db.SaveChangesAsync(ct);
    }
}
