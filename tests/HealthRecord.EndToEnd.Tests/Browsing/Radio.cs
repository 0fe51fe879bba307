namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>A Chromium whose Bluetooth is emulated: devices are what the test says they are.</summary>
public sealed class Radio : IAsyncLifetime
{
    private int devices;
    private ICDPSession? channel;

    public Chromium Chromium { get; private set; } = null!;

    // On Linux a page sees Bluetooth only where that is asked for.
    public async ValueTask InitializeAsync() =>
        Chromium = await Chromium.StartAsync("--enable-features=WebBluetooth");

    /// <summary>The only device in reach, which answers as the test lets it. A page has to be open already.</summary>
    /// <param name="services">16-bit numbers of services, each with those of its characteristics.</param>
    public async Task<Peripheral> PutAsync(string name, params (int Service, int[] Has)[] services)
    {
        // Emulation is a matter of the browser, not of one of its pages, and ends with the channel that began it.
        if (channel is not null)
            await channel.DetachAsync();
        channel = await Chromium.ChannelAsync();
        await channel.SendAsync(
            "BluetoothEmulation.enable",
            new() { ["state"] = "powered-on", ["leSupported"] = true }
        );
        return await Peripheral.PutAsync(channel, $"00:00:00:00:00:{++devices:X2}", name, services);
    }

    public async ValueTask DisposeAsync() => await Chromium.DisposeAsync();
}
