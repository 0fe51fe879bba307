using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;

namespace HealthRecord.Features.HealthBook;

/// <summary>The wall clock of the person whose book it is: forms begin with it.</summary>
/// <param name="Now">Local.</param>
public sealed record BookClock(DateTime Now, ZoneTimeline Zones)
{
    /// <summary>Where nobody said whose book it is.</summary>
    internal static BookClock Usual { get; } = new(default, PersonZone.Usual);

    internal DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>Without seconds, as one says a time.</summary>
    internal TimeOnly Minute => new(Now.Hour, Now.Minute);

    /// <summary>The zone of a day: what was kept for the same day stays, whatever the person has said since.</summary>
    internal string? ZoneOf(DateOnly? day, string? kept, DateOnly? keptOn) =>
        day is not { } on ? null
        : kept is not null && keptOn == on ? kept
        : Zones.ZoneOn(on);
}
