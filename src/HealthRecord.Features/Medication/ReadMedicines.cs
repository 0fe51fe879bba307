using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Medication;

/// <summary>The medicines of a person with the doses around today, for its list and its day.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadMedicines(
    HealthDbs dbs,
    PersonMedicines medicines,
    Access access,
    TimeProvider clock
)
{
    /// <summary>How far back the last dose as needed is looked for.</summary>
    private const int DaysBack = 31;

    public async Task<Outcome<MedicinesView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Medicine.Type.Domain)
        )
            return BookErrors.NotFound;
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await using var db = await dbs.ReadAsync(ct);
            var read = await medicines.ReadAsync(
                db,
                person,
                now.AddDays(-DaysBack),
                now.AddDays(1),
                now,
                ct
            );
            return new MedicinesView(read, may.MayWrite(Medicine.Type.Domain));
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }
}

internal sealed record MedicinesView(MedicinesReading Read, bool MayWrite);
