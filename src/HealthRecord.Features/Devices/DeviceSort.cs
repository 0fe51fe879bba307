using System.Text.Json;
using MudBlazor;

namespace HealthRecord.Features.Devices;

/// <summary>A service of a device and what it tells: 16-bit numbers of the Bluetooth SIG.</summary>
internal sealed record DeviceService(int Service, IReadOnlyList<int> Listen)
{
    /// <summary>What it says of itself, read once before it begins to tell.</summary>
    public IReadOnlyList<int> Read { get; init; } = [];
}

/// <summary>A sort of device as people name it, and where the browser finds what it measured.</summary>
/// <param name="Code">Key of its name in the texts.</param>
/// <param name="Services">Any of them makes it such a device.</param>
/// <param name="HasRecords">It numbers what it has stored, and sends it when asked.</param>
/// <param name="IsLive">It goes on as long as it is worn: the reader says when it is enough.</param>
internal sealed record DeviceSort(
    string Code,
    string Icon,
    IReadOnlyList<DeviceService> Services,
    bool HasRecords = false,
    bool IsLive = false
)
{
    public const int RecordAccessPoint = 0x2A52;

    /// <summary>Most devices send all they have at once: silence after that is the end.</summary>
    private const int QuietMs = 8000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<DeviceSort> All { get; } =
    [
        new("cuff", Icons.Material.Outlined.Compress, [new(0x1810, [0x2A35])]),
        new(
            "scale",
            Icons.Material.Outlined.MonitorWeight,
            [new(0x181D, [0x2A9D]) { Read = [0x2A9E] }, new(0x181B, [0x2A9C])]
        ),
        new(
            "thermometer",
            Icons.Material.Outlined.Thermostat,
            [new(0x1809, [0x2A1C]) { Read = [0x2A1D] }]
        ),
        new(
            "meter",
            Icons.Material.Outlined.Bloodtype,
            [new(0x1808, [0x2A18, 0x2A34, RecordAccessPoint])],
            HasRecords: true
        ),
        new(
            "oximeter",
            Icons.Material.Outlined.Air,
            [new(0x1822, [0x2A5E, 0x2A5F, RecordAccessPoint])]
        ),
        new("strap", Icons.Material.Outlined.MonitorHeart, [new(0x180D, [0x2A37])], IsLive: true),
    ];

    /// <summary>What the script of the page needs to know.</summary>
    public string Plan =>
        JsonSerializer.Serialize(
            new
            {
                Services,
                Control = RecordAccessPoint,
                QuietMs = IsLive ? 0 : QuietMs,
            },
            Json
        );
}
