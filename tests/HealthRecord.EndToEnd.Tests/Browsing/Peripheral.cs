using System.Text.Json;
using System.Threading.Channels;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>An emulated device.</summary>
/// <remarks>
/// The browser has no way to let one speak by itself. What it sends is therefore the answer to a read of the very object that
/// the product subscribed to: it raises the same event. A script of this test keeps a hand on that object; the product knows
/// nothing of it.
/// </remarks>
public sealed class Peripheral
{
    private const string KeepsWhatIsHeard = """
        globalThis.heard = {};
        const start = BluetoothRemoteGATTCharacteristic.prototype.startNotifications;
        BluetoothRemoteGATTCharacteristic.prototype.startNotifications = async function () {
          const answer = await start.call(this);
          globalThis.heard[this.uuid] = this;
          return answer;
        };
        """;

    // Chosen at once, the browser sometimes does not notice: its own list has to be open first.
    private const int ListOpens = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ICDPSession channel;
    private readonly string address;
    private readonly string name;
    private readonly (int Service, int[] Has)[] services;
    private readonly Channel<string> answers = Channel.CreateUnbounded<string>();

    private Peripheral(ICDPSession channel, string address, string name, (int, int[])[] services) =>
        (this.channel, this.address, this.name, this.services) = (channel, address, name, services);

    private readonly Channel<string> written = Channel.CreateUnbounded<string>();

    internal static async Task<Peripheral> PutAsync(
        ICDPSession channel,
        string address,
        string name,
        (int Service, int[] Has)[] services
    )
    {
        var device = new Peripheral(channel, address, name, services);
        channel.Event("BluetoothEmulation.gattOperationReceived").OnEvent += (_, e) =>
            _ = device.OnConnectionAsync(e!.Value);
        channel.Event("BluetoothEmulation.characteristicOperationReceived").OnEvent += (_, e) =>
            _ = device.OnCharacteristicAsync(e!.Value);
        await device.ComeAsync();
        return device;
    }

    /// <summary>Before the page is opened: whoever sits there will choose this device in the browser's list, or none.</summary>
    public async Task WaitInAsync(Tab tab, bool chosen = true)
    {
        await tab.Context.AddInitScriptAsync(KeepsWhatIsHeard);
        var page = await tab.Context.NewCDPSessionAsync(tab.Page);
        await page.SendAsync("DeviceAccess.enable");
        var answered = "";
        page.Event("DeviceAccess.deviceRequestPrompted").OnEvent += async (_, e) =>
        {
            // Said twice for one list.
            var id = e!.Value.GetProperty("id").GetString()!;
            if (Interlocked.Exchange(ref answered, id) == id)
                return;
            await Task.Delay(ListOpens);
            if (chosen)
                await page.SendAsync(
                    "DeviceAccess.selectPrompt",
                    new() { ["id"] = id, ["deviceId"] = address }
                );
            else
                await page.SendAsync("DeviceAccess.cancelPrompt", new() { ["id"] = id });
        };
    }

    /// <summary>Sends a notification, once the page listens.</summary>
    public async Task SendAsync(IPage page, int characteristic, string hex)
    {
        var uuid = Uuid(characteristic);
        await page.WaitForFunctionAsync("uuid => globalThis.heard[uuid]", uuid);
        await answers.Writer.WriteAsync(hex);
        await page.EvaluateAsync("uuid => globalThis.heard[uuid].readValue().then(() => {})", uuid);
    }

    /// <summary>What it answers when the product itself reads next: what it says of itself.</summary>
    public ValueTask AnswersAsync(string hex) => answers.Writer.WriteAsync(hex);

    /// <summary>What is written to it next, in hexadecimal.</summary>
    public Task<string> WrittenAsync() => written.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>It is in reach; again, where it was connected before.</summary>
    public Task ComeAsync() =>
        channel.SendAsync(
            "BluetoothEmulation.simulatePreconnectedPeripheral",
            new()
            {
                ["address"] = address,
                ["name"] = name,
                ["manufacturerData"] = Array.Empty<object>(),
                ["knownServiceUuids"] = services.Select(s => Uuid(s.Service)).ToArray(),
            }
        );

    public Task DisconnectAsync() =>
        channel.SendAsync(
            "BluetoothEmulation.simulateGATTDisconnection",
            new() { ["address"] = address }
        );

    private async Task OnConnectionAsync(JsonElement said)
    {
        if (said.GetProperty("address").GetString() != address)
            return;
        var type = said.GetProperty("type").GetString()!;
        if (type == "discovery")
            foreach (var (service, has) in services)
                await AddAsync(service, has);
        await channel.SendAsync(
            "BluetoothEmulation.simulateGATTOperationResponse",
            new()
            {
                ["address"] = address,
                ["type"] = type,
                ["code"] = 0,
            }
        );
    }

    private async Task AddAsync(int service, int[] has)
    {
        var added = await channel.SendAsync(
            "BluetoothEmulation.addService",
            new() { ["address"] = address, ["serviceUuid"] = Uuid(service) }
        );
        foreach (var one in has)
        {
            var characteristic = await channel.SendAsync(
                "BluetoothEmulation.addCharacteristic",
                new()
                {
                    ["serviceId"] = added!.Value.GetProperty("serviceId").GetString()!,
                    ["characteristicUuid"] = Uuid(one),
                    ["properties"] = new Dictionary<string, bool>
                    {
                        ["read"] = true,
                        ["write"] = true,
                        ["indicate"] = true,
                    },
                }
            );
            await channel.SendAsync(
                "BluetoothEmulation.addDescriptor",
                new()
                {
                    ["characteristicId"] = characteristic!
                        .Value.GetProperty("characteristicId")
                        .GetString()!,
                    ["descriptorUuid"] = Uuid(0x2902),
                }
            );
        }
    }

    private async Task OnCharacteristicAsync(JsonElement said)
    {
        var id = said.GetProperty("characteristicId").GetString()!;
        if (!id.StartsWith(address, StringComparison.OrdinalIgnoreCase))
            return;
        var type = said.GetProperty("type").GetString()!;
        var answer = new Dictionary<string, object>
        {
            ["characteristicId"] = id,
            ["type"] = type,
            ["code"] = 0,
        };
        if (type == "read")
            answer["data"] = Convert.ToBase64String(
                Convert.FromHexString(await answers.Reader.ReadAsync())
            );
        if (type == "write")
            await written.Writer.WriteAsync(
                Convert.ToHexString(said.GetProperty("data").GetBytesFromBase64())
            );
        await channel.SendAsync(
            "BluetoothEmulation.simulateCharacteristicOperationResponse",
            answer
        );
    }

    private static string Uuid(int number) => $"0000{number:x4}-0000-1000-8000-00805f9b34fb";
}
