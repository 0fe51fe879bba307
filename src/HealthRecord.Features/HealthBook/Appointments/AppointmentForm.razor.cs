using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Appointments;

/// <summary>Edits one appointment.</summary>
public sealed partial class AppointmentForm
{
    private static readonly string[] Zones =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private string what = "";
    private DateOnly? on;
    private TimeOnly? at;
    private int? minutes;
    private string? with;
    private string? place;
    private string? zone;
    private string? note;

    [Parameter]
    public BookPayload? Value { get; set; }

    [Parameter]
    public EventCallback<BookPayload> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [CascadingParameter]
    public BookClock Clock { get; set; } = BookClock.Usual;

    protected override void OnInitialized()
    {
        if (Value is not Appointment given)
            return;
        (what, on, at, minutes) = (given.What, given.On, given.At, given.Minutes);
        (with, place, note) = (given.With, given.Place, given.Note);
        zone = given.IsElsewhere ? given.Zone : null;
    }

    private Task SaveAsync()
    {
        var own = Clock.ZoneOf(on, (Value as Appointment)?.Zone, (Value as Appointment)?.On);
        var said = BookPayload.Clean(zone);
        // What was said to be elsewhere is not the person's own once the field is empty.
        if (Value is Appointment { IsElsewhere: true })
            own = Clock.ZoneOf(on, null, null);
        return OnSave.InvokeAsync(
            new Appointment
            {
                What = what.Trim(),
                On = on,
                At = at,
                Minutes = at is null ? null : minutes,
                With = BookPayload.Clean(with),
                Place = BookPayload.Clean(place),
                Zone = said ?? own,
                IsElsewhere = said is not null && said != own,
                Note = BookPayload.Clean(note),
            }
        );
    }
}
