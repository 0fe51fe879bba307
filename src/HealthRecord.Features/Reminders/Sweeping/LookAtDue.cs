using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sweeping;

/// <summary>Looks at the persons whose day has come, or who were last read under another programme, and at nobody else.</summary>
/// <remarks>In batches, each of them whole: stopped anywhere, the next run goes on. Several at once do no harm.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class LookAtDue(
    HealthDbs dbs,
    ProgrammeInForce programmes,
    OpenPersons persons,
    LookStore store,
    TimeProvider clock
)
{
    internal const int AtOnce = 250;

    /// <returns>How many persons were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var looked = 0;
        while (true)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var (programme, due) = await DueAsync(now, ct);
            if (due.Count == 0)
                return looked;
            var (opened, looks) = await persons.AtAsync(due, now, ct);
            var read = new PersonLook[opened.Count];
            Parallel.For(
                0,
                opened.Count,
                new ParallelOptions { CancellationToken = ct },
                i => read[i] = PersonLooks.At(opened[i], programme, now)
            );
            looks.AddRange(read);
            var written = await store.SaveAsync(looks, programme.Id, now, ct);
            // Another sweep is at the same persons: they are left to it.
            if (written == 0)
                return looked;
            looked += written;
        }
    }

    private async Task<(Programme Programme, List<DueWatch> Due)> DueAsync(
        DateTime now,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var programme = await programmes.GetAsync(db, ct);
        var due = await Dates(db, now).Take(AtOnce).ToListAsync(ct);
        foreach (var others in Programmes(db, programme.Id, now))
            if (due.Count < AtOnce)
                due.AddRange(await others.Take(AtOnce - due.Count).ToListAsync(ct));
        return (programme, due);
    }

    /// <summary>A range of the index on the dates.</summary>
    internal static IQueryable<DueWatch> Dates(HealthDb db, DateTime now) =>
        db.DueWatches.Where(w => w.LookUtc <= now).OrderBy(w => w.LookUtc);

    /// <summary>"Another one" has no place in an index: before it, and after it, do.</summary>
    internal static IQueryable<DueWatch>[] Programmes(HealthDb db, Guid current, DateTime now) =>
        [
            db
                .DueWatches.Where(w => w.ProgrammeId.CompareTo(current) < 0)
                .Where(w => w.LookUtc > now)
                .OrderBy(w => w.ProgrammeId),
            db
                .DueWatches.Where(w => w.ProgrammeId.CompareTo(current) > 0)
                .Where(w => w.LookUtc > now)
                .OrderBy(w => w.ProgrammeId),
        ];
}
