using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Devices;

/// <summary>Whose values a device sent last, by its own number of the user; null where it has none.</summary>
internal sealed record DeviceUser(int? User, Guid Person);

/// <summary>What an account remembers of a device: sealed under the key of who uses it, and no part of anybody's record.</summary>
/// <param name="Name">As the device calls itself.</param>
internal sealed record KnownDevice(string Name)
{
    public int Version { get; init; } = 1;

    public IReadOnlyList<DeviceUser> Users { get; init; } = [];

    /// <summary>The greatest number of a record that was kept; null when the device numbers none.</summary>
    public int? LastSequence { get; init; }

    public static readonly EntryType<KnownDevice> Type = new(
        "known-device",
        RecordDomains.Facts,
        DeviceJson.Default.KnownDevice
    );

    public PersonId? WhoIs(int? user) =>
        Users.FirstOrDefault(u => u.User == user) is { } known ? new PersonId(known.Person) : null;

    public KnownDevice With(int? user, PersonId person, int? sequence) =>
        this with
        {
            Users = [.. Users.Where(u => u.User != user), new(user, person.Value)],
            LastSequence = sequence is { } last
                ? Math.Max(last, LastSequence ?? last)
                : LastSequence,
        };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KnownDevice))]
internal sealed partial class DeviceJson : JsonSerializerContext;
