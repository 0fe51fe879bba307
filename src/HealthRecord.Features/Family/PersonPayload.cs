using System.Text.Json.Serialization;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Family;

/// <summary>The sealed inside of a person. What grows (photo, tiles, kinds, priorities) lies in entries, so that a list of persons stays small.</summary>
public sealed record PersonPayload
{
    internal static readonly PayloadFormat<PersonPayload> Format = new(
        FamilyJson.Default.PersonPayload
    );

    public int Version { get; init; } = 1;
    public required string Name { get; init; }
    public DateOnly? BornOn { get; init; }
    public BiologicalSex Sex { get; init; }

    /// <summary>Where the person lived, from which day on, in order; the first applies to everything before it too.</summary>
    public IReadOnlyList<PersonZone> Zones { get; init; } = [];

    /// <summary>Index into the colours of persons of the theme, 0 to 7.</summary>
    public int Colour { get; init; }

    /// <summary>The entry that holds the photo.</summary>
    public Guid? Photo { get; init; }

    public ZoneTimeline Timeline() =>
        Zones.Count == 0
            ? PersonZone.Usual
            : new ZoneTimeline([.. Zones.Select(z => new ZoneLine(z.From, z.Iana))]);
}

/// <param name="From">The first local day there; <see cref="DateOnly.MinValue"/> for "always".</param>
/// <param name="Iana">IANA name, as in <c>Europe/Paris</c>.</param>
public sealed record PersonZone(DateOnly From, string Iana)
{
    public const string Default = "Europe/Paris";

    /// <summary>Where somebody is taken to live of whom nothing is known.</summary>
    public static ZoneTimeline Usual { get; } = ZoneTimeline.Of(Default);
}

/// <summary>The sealed inside of a household.</summary>
public sealed record HouseholdPayload
{
    internal static readonly PayloadFormat<HouseholdPayload> Format = new(
        FamilyJson.Default.HouseholdPayload
    );

    public int Version { get; init; } = 1;
    public required string Name { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonPayload))]
[JsonSerializable(typeof(HouseholdPayload))]
internal sealed partial class FamilyJson : JsonSerializerContext;
