using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.HealthBook.Appointments;

/// <summary>An appointment on the wall clock of where it takes place.</summary>
public sealed record Appointment : BookPayload
{
    /// <summary>A stay is not an appointment.</summary>
    public const int LongestMinutes = 24 * 60;

    private const int FarthestYears = 10;

    internal static readonly EntryType<Appointment> Type = new(
        "appointment",
        RecordDomains.Medication,
        BookJson.Default.Appointment
    );

    internal static readonly BookPart Part = new BookPart<Appointment>(
        14,
        "part.appointments",
        Type,
        Icons.Material.Outlined.Event,
        typeof(AppointmentForm),
        (one, texts) =>
            BookRow.Of(
                one.What,
                BookWords.When(one.On, one.At),
                one.With,
                one.Place,
                one.IsElsewhere ? texts["appointment.zone-of", one.Zone ?? ""] : null,
                one.Note
            )
    )
    {
        Group = BookGroup.Care,
        IsAhead = true,
        Below = typeof(AppointmentDownload),
    };

    public required string What { get; init; }

    public DateOnly? On { get; init; }

    /// <summary>Null where only the day is known.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>IANA name of where it takes place.</summary>
    public string? Zone { get; init; }

    /// <summary>Somebody said another zone than the person's own.</summary>
    public bool IsElsewhere { get; init; }

    public int? Minutes { get; init; }

    public string? Place { get; init; }

    public string? With { get; init; }

    internal override DateOnly? Day => On;

    internal override TimeOnly? Time => At;

    /// <summary>
    /// When it begins. A time that the clock skips in spring moves forward by as much; of a time that comes twice in autumn
    /// the first is meant.
    /// </summary>
    internal DateTime? StartUtc =>
        On is not { } day ? null
        : At is { } time ? There.UtcOf(day.ToDateTime(time))
        : There.StartUtcOf(day);

    /// <summary>Null where nobody said how long it takes.</summary>
    internal DateTime? EndUtc =>
        At is null || Minutes is not { } length ? null : StartUtc?.AddMinutes(length);

    private ZoneTimeline There => ZoneTimeline.Of(Zone ?? "UTC");

    internal override Error? Check(DateOnly today) =>
        CheckName(What)
        ?? (On is null ? BookErrors.DayMissing : null)
        ?? (On > today.AddYears(FarthestYears) ? BookErrors.DayFarAway : null)
        ?? (On < today ? BookErrors.CheckPast(On, today) : null)
        ?? (ZoneRules.TryFind(Zone, out _) ? null : BookErrors.ZoneUnknown)
        ?? (Minutes is < 1 or > LongestMinutes ? BookErrors.LengthOdd : null)
        ?? CheckLength(Place, LongestLine)
        ?? CheckLength(With, LongestName)
        ?? base.Check(today);
}
