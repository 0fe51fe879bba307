using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Api;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Dashboard.OneKind;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>All on the weight, which is a measure. What a reading needs to be there is typed by who may.</summary>
internal sealed class ReadingProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Measures;
    private const string Kind = "body-weight";
    private static int seconds;
    private static readonly DateOnly Day = DateOnly.FromDateTime(Typing.Noon);

    public IEnumerable<Probe> All =>
        [
            new(typeof(LogReadings), Need.Write, Domain, LogAsync),
            new(typeof(EditReading), Need.Write, Domain, EditAsync),
            new(typeof(DeleteReading), Need.Write, Domain, DeleteAsync),
            new(typeof(UndoChange), Need.Write, Domain, UndoAsync),
            new(typeof(ConfirmReading), Need.Write, Domain, ConfirmAsync),
            new(typeof(SplitReading), Need.Write, Domain, SplitAsync),
            new(typeof(DefineKind), Need.Write, Domain, DefineAsync),
            new(typeof(OrderSources), Need.Write, Domain, OrderAsync),
            new(typeof(OverruleDay), Need.Write, Domain, OverruleAsync),
            new(typeof(DeclareSameDevice), Need.Write, Domain, SameDeviceAsync),
            new(typeof(DecideWorkout), Need.Decide, RecordDomains.Sport, DecideAsync),
            new(typeof(ReadWorkout), Need.Read, RecordDomains.Sport, WorkoutAsync),
            new(typeof(ReadEcg), Need.Read, Ecg.Type.Domain, EcgAsync),
            new(typeof(WriteNote), Need.Write, Note.Type.Domain, NoteAsync),
            new(typeof(ReadReadings), Need.Read, Domain, ListAsync),
            new(typeof(ReadReading), Need.Read, Domain, OneAsync),
            new(typeof(ReadKinds), Need.Read, Domain, KindsAsync),
            new(typeof(ReadLatest), Need.Read, Domain, LatestAsync),
            new(typeof(ReadDays), Need.Read, Domain, DaysAsync),
            new(typeof(ExplainDay), Need.Read, Domain, ExplainAsync),
            new(typeof(ReadSources), Need.Read, Domain, SourcesAsync),
            new(typeof(ReadDevices), Need.Read, Domain, DevicesAsync),
            new(typeof(ExportReadings), Need.Read, Domain, ExportAsync),
            new(typeof(ReadKindPage), Need.Read, Domain, KindPageAsync),
            new(typeof(SameKind), Need.Read, Domain, SameKindAsync),
            new(typeof(ReadEntries), Need.Read, Note.Type.Domain, EntriesAsync),
            new(typeof(ReadTimeline), Need.Appears, Domain, TimelineAsync),
            new(typeof(ReadPersonBoard), Need.Appears, Domain, PersonBoardAsync),
            new(typeof(ReadFamilyBoard), Need.Appears, Domain, FamilyBoardAsync),
            new(typeof(ReadShownPersons), Need.Appears, Domain, ShownAsync),
            new(typeof(Drafts), Need.Appears, Domain, DraftAsync),
        ];

    private static async Task<bool> LogAsync(Attempt a) =>
        (
            await a
                .Host.Get<LogReadings>()
                .RunAsync(a.Actor, a.Person, [Typing.Weight(16)], Ids.New(), a.Ct)
        ).Succeeded;

    private static async Task<bool> EditAsync(Attempt a)
    {
        var reading = await TypedAsync(a);
        return (
            await a
                .Host.Get<EditReading>()
                .RunAsync(
                    a.Actor,
                    a.Person,
                    reading.Id,
                    Typing.Weight(17),
                    reading.Revision,
                    Ids.New(),
                    a.Ct
                )
        ).Succeeded;
    }

    private static async Task<bool> DeleteAsync(Attempt a)
    {
        var reading = await TypedAsync(a);
        return (
            await a
                .Host.Get<DeleteReading>()
                .RunAsync(a.Actor, a.Person, reading.Id, reading.Revision, Ids.New(), a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> UndoAsync(Attempt a)
    {
        var reading = await TypedAsync(a);
        var deleted = await a
            .Host.Get<DeleteReading>()
            .RunAsync(a.Owner, a.Person, reading.Id, reading.Revision, Ids.New(), a.Ct);
        return (
            await a
                .Host.Get<UndoChange>()
                .RunAsync(a.Actor, a.Person, reading.Id, deleted.Value.Revision, Ids.New(), a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> ConfirmAsync(Attempt a)
    {
        var reading = await TypedAsync(a);
        return (
            await a
                .Host.Get<ConfirmReading>()
                .RunAsync(a.Actor, a.Person, reading.Id, reading.Revision, Ids.New(), a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> SplitAsync(Attempt a)
    {
        var reading = await TypedAsync(a);
        return (
            await a
                .Host.Get<SplitReading>()
                .RunAsync(a.Actor, a.Person, reading.Id, true, reading.Revision, Ids.New(), a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> DefineAsync(Attempt a) =>
        (
            await a
                .Host.Get<DefineKind>()
                .RunAsync(a.Actor, a.Person, new($"{Ids.New():N}", "kg", Domain, 1), a.Ct)
        ).Succeeded;

    private static async Task<bool> OrderAsync(Attempt a) =>
        (
            await a
                .Host.Get<OrderSources>()
                .RunAsync(a.Actor, a.Person, await TagAsync(a), [SourceKey.ByHand], a.Ct)
        ).Succeeded;

    private static async Task<bool> OverruleAsync(Attempt a) =>
        (
            await a
                .Host.Get<OverruleDay>()
                .RunAsync(a.Actor, a.Person, await TagAsync(a), Day, SourceKey.ByHand, a.Ct)
        ).Succeeded;

    private static async Task<bool> SameDeviceAsync(Attempt a) =>
        (
            await a
                .Host.Get<DeclareSameDevice>()
                .RunAsync(
                    a.Actor,
                    a.Person,
                    await TagAsync(a),
                    SourceKey.Api,
                    SourceKey.ByHand,
                    a.Ct
                )
        ).Succeeded;

    private static async Task<bool> WorkoutAsync(Attempt a) =>
        (
            await a
                .Host.Get<ReadWorkout>()
                .RunAsync(a.Actor, a.Person, (await RunningAsync(a)).Id, a.Ct)
        ).Succeeded;

    private static async Task<bool> DecideAsync(Attempt a)
    {
        var seen = await RunningAsync(a);
        return (
            await a
                .Host.Get<DecideWorkout>()
                .RunAsync(
                    a.Actor,
                    a.Person,
                    seen.Id,
                    seen.RowVersion,
                    new WorkoutDecision(true, 200, false),
                    a.Ct
                )
        ).Succeeded;
    }

    private static async Task<bool> EcgAsync(Attempt a)
    {
        var entries = a.Host.Get<EntryStore>();
        var ecg = new Ecg(
            new("apple", "Montre"),
            1_770_000_000_000,
            new(512, 0),
            0,
            null,
            null,
            null,
            [Ids.New()]
        );
        EntryId id;
        await using (var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct))
        {
            id = await entries.AddAsync(db, a.Person, Ecg.Type, ecg, a.Ct, month: ecg.Month);
            await db.TrySaveAsync(a.Ct);
        }
        return (await a.Host.Get<ReadEcg>().RunAsync(a.Actor, a.Person, id, a.Ct)).Succeeded;
    }

    /// <summary>A workout that some import brought.</summary>
    private static async Task<StoredEntry<Workout>> RunningAsync(Attempt a)
    {
        var start = 1_770_000_000_000 + (Interlocked.Increment(ref seconds) * 1000L);
        var workout = new Workout([
            new(new("fit", "Montre"), "running", start, 1_800_000, [], null, [Ids.New()]),
        ]);
        EntryId id;
        var entries = a.Host.Get<EntryStore>();
        await using (var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct))
        {
            id = await entries.AddAsync(
                db,
                a.Person,
                Workout.Type,
                workout,
                a.Ct,
                month: workout.Month
            );
            await db.TrySaveAsync(a.Ct);
        }
        await using var read = await a.Host.Get<HealthDbs>().ReadAsync(a.Ct);
        return (await entries.FindAsync(read, a.Person, Workout.Type, id, a.Ct))!;
    }

    private static async Task<bool> NoteAsync(Attempt a) =>
        (
            await a
                .Host.Get<WriteNote>()
                .RunAsync(a.Actor, a.Person, new(Typing.Noon, "fièvre"), Ids.New(), a.Ct)
        ).Succeeded;

    private static async Task<bool> ListAsync(Attempt a)
    {
        await TypedAsync(a);
        var all = new ReadingsQuery(Typing.Noon.AddDays(-1), Typing.Noon.AddDays(1));
        var read = await a
            .Host.Get<ReadReadings>()
            .RunAsync(a.Actor, a.Person, await TagAsync(a), all, a.Ct);
        return read.TryGet(out var page) && page.Readings.Count > 0;
    }

    private static async Task<bool> OneAsync(Attempt a)
    {
        var reading = await TypedAsync(a);
        return (
            await a.Host.Get<ReadReading>().RunAsync(a.Actor, a.Person, reading.Id, a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> KindsAsync(Attempt a) =>
        (await a.Host.Get<ReadKinds>().RunAsync(a.Actor, a.Person, a.Ct)).TryGet(out var kinds)
        && kinds.Any(k => k.Kind.Code == Kind);

    private static async Task<bool> LatestAsync(Attempt a)
    {
        await TypedAsync(a);
        var read = await a.Host.Get<ReadLatest>().RunAsync(a.Actor, a.Person, null, a.Ct);
        return read.TryGet(out var view) && view.Kinds.Any(k => k.Kind.Code == Kind);
    }

    private static async Task<bool> DaysAsync(Attempt a) =>
        (
            await a
                .Host.Get<ReadDays>()
                .RunAsync(a.Actor, a.Person, await TagAsync(a), Day, Day, a.Ct)
        ).Succeeded;

    private static async Task<bool> ExplainAsync(Attempt a) =>
        (
            await a.Host.Get<ExplainDay>().RunAsync(a.Actor, a.Person, await TagAsync(a), Day, a.Ct)
        ).Succeeded;

    private static async Task<bool> SourcesAsync(Attempt a) =>
        (
            await a.Host.Get<ReadSources>().RunAsync(a.Actor, a.Person, await TagAsync(a), a.Ct)
        ).Succeeded;

    private static async Task<bool> DevicesAsync(Attempt a)
    {
        await TypedAsync(a);
        var read = await a
            .Host.Get<ReadDevices>()
            .RunAsync(a.Actor, a.Person, ["body-weight"], a.Ct);
        return read.TryGet(out var devices) && devices.Sources.Count > 0;
    }

    private static async Task<bool> ExportAsync(Attempt a) =>
        (
            await a
                .Host.Get<ExportReadings>()
                .RunAsync(a.Actor, a.Person, await TagAsync(a), french: true, a.Ct)
        ).Succeeded;

    private static async Task<bool> KindPageAsync(Attempt a) =>
        (
            await a
                .Host.Get<ReadKindPage>()
                .RunAsync(a.Actor, a.Person, await TagAsync(a), KindRange.Week, Day, a.Ct)
        ).Succeeded;

    private static async Task<bool> SameKindAsync(Attempt a) =>
        (
            await a
                .Host.Get<SameKind>()
                .RunAsync(a.Actor, a.Person, await TagAsync(a), a.Person, a.Ct)
        ).Succeeded;

    private static async Task<bool> EntriesAsync(Attempt a)
    {
        var types = await a.Host.Get<ReadEntries>().TypesAsync(a.Owner, a.Person, a.Ct);
        var notes = types.Value.Single(t => t.Type == Note.Type.Code).Tag;
        return (await a.Host.Get<ReadEntries>().RunAsync(a.Actor, a.Person, notes, a.Ct)).Succeeded;
    }

    private static async Task<bool> TimelineAsync(Attempt a) =>
        (
            await a
                .Host.Get<ReadTimeline>()
                .RunAsync(a.Actor, a.Person, 202603, TimelineItems.All, null, a.Ct)
        ).Succeeded;

    private static async Task<bool> PersonBoardAsync(Attempt a) =>
        (await a.Host.Get<ReadPersonBoard>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> FamilyBoardAsync(Attempt a) =>
        (await a.Host.Get<ReadFamilyBoard>().RunAsync(a.Actor, a.Ct)).Cards.Any(c =>
            c.Whose.Person == a.Person
        );

    private static async Task<bool> ShownAsync(Attempt a) =>
        (await a.Host.Get<ReadShownPersons>().RunAsync(a.Actor, a.Ct)).Any(p =>
            p.Person == a.Person
        );

    private static async Task<bool> DraftAsync(Attempt a) =>
        (
            await a.Host.Get<Drafts>().SaveAsync(a.Actor, a.Person, "quick-entry", "128", a.Ct)
        ).Succeeded;

    private static async Task<ReadingView> TypedAsync(Attempt a)
    {
        var form = Typing.Weight(16, Typing.Noon.AddSeconds(Interlocked.Increment(ref seconds)));
        var id = await a.Host.LogAsync(a.Owner, a.Person, form, a.Ct);
        return (await a.Host.ListAsync(a.Owner, a.Person, Kind, a.Ct)).Single(r => r.Id == id);
    }

    // The tag itself is no secret from who guesses it: the right is asked, not the knowledge.
    private static Task<KindTag> TagAsync(Attempt a) =>
        a.Host.TagAsync(a.Owner, a.Person, Kind, a.Ct);
}
