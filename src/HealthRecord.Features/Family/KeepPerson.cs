using HealthRecord.Domain;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>Takes back, until it is due, that a person is to be erased: any guardian may, whoever asked for it.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class KeepPerson(
    HealthDbs dbs,
    Access access,
    ErasureLetters letters,
    TimeProvider clock
)
{
    /// <summary>The person goes with an account: that one is kept, or another guardian is found.</summary>
    public static readonly Error WithAccount = new("family.keep-with-account");
    public static readonly Error TooLate = new("family.keep-too-late");

    /// <remarks>Repeated, it answers the same.</remarks>
    public async Task<Outcome<Done>> RunAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        if (!await access.MayGrantAsync(actor, person, ct))
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        List<Reader> readers;
        await using (var db = await dbs.WriteAsync(ct))
        {
            var kept = await db
                .Persons.Where(p => p.Id == person.Value && now < p.EraseAfterUtc)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.EraseAfterUtc, (DateTime?)null), ct);
            var still = await DueErasures.OfAsync(db, [person], now, ct);
            if (still.TryGetValue(person, out var due))
                return due <= now ? TooLate : WithAccount;
            if (kept == 0)
                return Done.Value;
            readers = await ErasureLetters.ReadersAsync(db, [person.Value], now, ct);
        }
        readers.ForEach(letters.PersonKept);
        return Done.Value;
    }
}
