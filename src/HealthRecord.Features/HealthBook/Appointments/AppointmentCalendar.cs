using HealthRecord.Domain;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace HealthRecord.Features.HealthBook.Appointments;

/// <summary>Writes one appointment as RFC 5545 has it.</summary>
/// <remarks>
/// The instant stands in UTC: every calendar then shows the right hour, wherever it is and whatever its clocks do. The note
/// stays in the record: calendars are shared and copied.
/// </remarks>
internal static class AppointmentCalendar
{
    /// <param name="name">Whose it is.</param>
    public static string Write(EntryId id, Appointment one, string? name, DateTime nowUtc)
    {
        var calendar = new Calendar { ProductId = "-//HealthRecord//Appointments//EN" };
        calendar.Events.Add(
            new CalendarEvent
            {
                // The same appointment replaces itself when its file is opened again.
                Uid = $"{id.Value:N}@healthrecord",
                DtStamp = new CalDateTime(nowUtc, CalDateTime.UtcTzId),
                Start = one.At is null
                    ? new CalDateTime(one.On!.Value)
                    : new CalDateTime(one.StartUtc!.Value, CalDateTime.UtcTzId),
                End = one.EndUtc is { } end ? new CalDateTime(end, CalDateTime.UtcTzId) : null,
                Summary = name is null ? one.What : $"{one.What} – {name}",
                Location = one.Place,
                Description = one.With,
            }
        );
        return new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("A calendar was not written.");
    }
}
