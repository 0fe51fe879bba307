using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <param name="Nanovolts">The curve; empty when it is not there.</param>
public sealed record EcgView(EntryId Entry, Ecg Ecg, IReadOnlyList<int> Nanovolts);

/// <summary>One electrocardiogram with its curve.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadEcg(HealthDbs dbs, Access access, EntryStore entries)
{
    public async Task<Outcome<EcgView>> RunAsync(
        Actor actor,
        PersonId person,
        EntryId entry,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(Ecg.Type.Domain))
            return ReadingErrors.NotFound;
        try
        {
            await using var db = await dbs.ReadAsync(ct);
            if (await entries.FindAsync(db, person, Ecg.Type, entry, ct) is not { } stored)
                return ReadingErrors.NotFound;
            var curve = stored.Key is { } key
                ? await entries.FindAsync(db, person, EcgCurve.Type, key, ct)
                : null;
            return new EcgView(
                entry,
                stored.Payload,
                curve is null ? [] : TraceCodec.Decode(curve.Payload.Samples)
            );
        }
        catch (Exception e) when (e is RecordDamagedException or SegmentDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }
}
