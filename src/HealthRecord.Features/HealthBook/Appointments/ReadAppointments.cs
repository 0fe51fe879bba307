using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.HealthBook.Appointments;

/// <summary>The appointments of a person between two instants, for reminders and the calendar feed.</summary>
/// <remarks>No rights are asked here: who calls it has asked for <see cref="Appointment.Type"/>'s domain.</remarks>
internal sealed class ReadAppointments(EntryStore store)
{
    /// <param name="fromUtc">Included.</param>
    /// <param name="toUtc">Excluded.</param>
    /// <returns>In order of time. One that does not open is left out.</returns>
    public async Task<IReadOnlyList<AppointmentAt>> BetweenAsync(
        HealthDb db,
        PersonId person,
        DateTime fromUtc,
        DateTime toUtc,
        CancellationToken ct
    ) =>
        [
            .. (await store.ReadAsync(db, person, Appointment.Type, ct))
                .Entries.Where(entry => entry.Payload.StartUtc is not null)
                .Select(entry => new AppointmentAt(
                    entry.Id,
                    entry.RowVersion,
                    entry.Payload,
                    entry.Payload.StartUtc!.Value,
                    entry.Payload.EndUtc
                ))
                .Where(at => at.StartUtc >= fromUtc && at.StartUtc < toUtc)
                .OrderBy(at => at.StartUtc),
        ];
}

/// <param name="StartUtc">Of one without a time: the first instant of its day there.</param>
/// <param name="EndUtc">Null where nobody said how long it takes.</param>
internal sealed record AppointmentAt(
    EntryId Id,
    long Version,
    Appointment Appointment,
    DateTime StartUtc,
    DateTime? EndUtc
);
