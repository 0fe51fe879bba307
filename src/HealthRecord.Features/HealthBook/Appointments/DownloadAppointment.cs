using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook.Appointments;

/// <summary>One appointment as a calendar file, for whoever asks for it by name.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class DownloadAppointment(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    PersonFactsReader facts,
    TimeProvider time
)
{
    public async Task<Outcome<string>> RunAsync(
        Actor actor,
        PersonId person,
        EntryId appointment,
        CancellationToken ct
    )
    {
        if (!await access.MayReadAsync(actor, person, Appointment.Type.Domain, ct))
            return BookErrors.NotFound;
        try
        {
            await using var db = await dbs.ReadAsync(ct);
            var found = await store.FindAsync(db, person, Appointment.Type, appointment, ct);
            if (found is null)
                return BookErrors.NotFound;
            var name = (await facts.GetAsync(person, ct))?.Name;
            return AppointmentCalendar.Write(
                found.Id,
                found.Payload,
                name,
                time.GetUtcNow().UtcDateTime
            );
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }
}
