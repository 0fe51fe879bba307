using HealthRecord.Domain;

namespace HealthRecord.Features.Family;

/// <summary>What a page or a program says about a person, before it is believed.</summary>
public sealed record PersonForm
{
    public const int LongestName = 80;
    public const int Colours = 8;
    public const int MostZones = 50;
    private const int OldestYears = 130;

    public string Name { get; init; } = "";
    public DateOnly? BornOn { get; init; }
    public BiologicalSex Sex { get; init; }
    public IReadOnlyList<PersonZone> Zones { get; init; } = [];
    public int Colour { get; init; }

    public static PersonForm ForAccount(string name, string? zone) =>
        new()
        {
            Name = name,
            Zones =
            [
                new(
                    DateOnly.MinValue,
                    zone is not null && IsZone(zone) ? zone : PersonZone.Default
                ),
            ],
        };

    public static PersonForm Of(PersonPayload payload) =>
        new()
        {
            Name = payload.Name,
            BornOn = payload.BornOn,
            Sex = payload.Sex,
            Zones = payload.Zones,
            Colour = payload.Colour,
        };

    /// <param name="today">In the zone where it is already latest, so that a birth of this morning is never in the future.</param>
    /// <param name="before">What is kept that the form does not say.</param>
    public Outcome<PersonPayload> Check(DateOnly today, PersonPayload? before = null)
    {
        var name = Tidy(Name);
        if (name.Length == 0)
            return FamilyErrors.NameMissing;
        if (name.Length > LongestName)
            return FamilyErrors.NameTooLong(LongestName);
        if (BornOn > today.AddDays(1))
            return FamilyErrors.BornInFuture;
        if (BornOn < today.AddYears(-OldestYears))
            return FamilyErrors.BornTooLongAgo(OldestYears);
        if (!Enum.IsDefined(Sex) || Colour is < 0 or >= Colours)
            return FamilyErrors.NotFound;
        if (Zones.Count > MostZones)
            return FamilyErrors.TooManyZones(MostZones);
        if (Zones.FirstOrDefault(z => !IsZone(z.Iana)) is { } unknown)
            return FamilyErrors.UnknownZone(Tidy(unknown.Iana));
        if (Zones.Select(z => z.From).Distinct().Count() != Zones.Count)
            return FamilyErrors.ZoneTwice;
        return (before ?? new PersonPayload { Name = name }) with
        {
            Name = name,
            BornOn = BornOn,
            Sex = Sex,
            Colour = Colour,
            Zones = [.. Zones.OrderBy(z => z.From)],
        };
    }

    public static bool IsZone(string iana) =>
        iana.Length is > 0 and <= 64
        && iana.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone)
        && zone.HasIanaId;

    /// <summary>Without control and direction characters, which could make a name look like another, and single spaced.</summary>
    public static string Tidy(string text) =>
        string.Join(
            ' ',
            string.Concat(text.Where(c => !char.IsControl(c) && !IsInvisible(c)))
                .Normalize()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    // U+200D joins emoji and Indic letters and stays.
    private static bool IsInvisible(char c) =>
        c is '\u200B' or '\u200E' or '\u200F' or '\u061C' or '\uFEFF'
        || c is >= '\u202A' and <= '\u202E'
        || c is >= '\u2060' and <= '\u2069';
}
