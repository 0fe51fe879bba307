using HealthRecord.Domain;

namespace HealthRecord.Features.HealthBook;

/// <summary>Expected refusals of the health book. The sentences are in the texts beside.</summary>
internal static class BookErrors
{
    /// <summary>Not there, or not the actor's to see: the same answer.</summary>
    public static readonly Error NotFound = new("book.not-found");
    public static readonly Error NotYours = new("book.not-yours");
    public static readonly Error AlreadyThere = new("book.already-there");
    public static readonly Error Changed = new("book.changed");
    public static readonly Error Damaged = new("book.damaged");
    public static readonly Error StorageFull = new("book.storage-full");
    public static readonly Error NameMissing = new("book.name-missing");
    public static readonly Error DayMissing = new("book.day-missing");
    public static readonly Error DayAhead = new("book.day-ahead");
    public static readonly Error DayTooLongAgo = new("book.day-long-ago");
    public static readonly Error EndBeforeStart = new("book.end-before-start");
    public static readonly Error NoDisease = new("book.no-disease");

    public static readonly Error EndFarAway = new("book.end-far-away");
    public static readonly Error DayFarAway = new("book.day-far-away");
    public static readonly Error ZoneUnknown = new("book.zone-unknown");
    public static readonly Error LengthOdd = new("book.length-odd");
    public static readonly Error PhoneMissing = new("book.phone-missing");
    public static readonly Error PhoneOdd = new("book.phone-odd");
    public static readonly Error AgeOdd = new("book.age-odd");

    public static Error TooLong(int most) => new("book.too-long", most);

    /// <summary>Nobody who lives has anything older.</summary>
    private static readonly DateOnly First = new(1880, 1, 1);

    /// <summary>The refusal of a day on which something cannot have happened yet, or null.</summary>
    public static Error? CheckPast(DateOnly? day, DateOnly today) =>
        day is not { } on ? DayMissing
        : on > today ? DayAhead
        : on < First ? DayTooLongAgo
        : null;
}
