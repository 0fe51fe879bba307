using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Prevention.Store;

/// <summary>Says in the transaction of a change that the person has to be looked at again.</summary>
internal static class WatchMarks
{
    /// <summary>Before every other day there is: at once.</summary>
    private static readonly DateTime AtOnce = DateTime.SpecifyKind(
        DateTime.UnixEpoch,
        DateTimeKind.Utc
    );

    /// <summary>Nothing is saved here: the caller saves it together with its change.</summary>
    public static async Task TouchAsync(HealthDb db, Guid person, CancellationToken ct)
    {
        if (await db.DueWatches.FindAsync([person], ct) is not { } watch)
            return;
        watch.LookUtc = AtOnce;
        watch.Stamp = Ids.New();
    }

    /// <summary>The row of a person who has just been added.</summary>
    public static DueWatch New(Guid person) =>
        new()
        {
            PersonId = person,
            LookUtc = AtOnce,
            Stamp = Ids.New(),
        };
}
