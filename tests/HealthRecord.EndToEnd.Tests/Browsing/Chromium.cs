namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>One Chromium for all tests: <c>CHROMIUM</c>, else the one of the system. Each tab gets cookies of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    // Two cores may be busy with something else: a condition that comes late is no defect.
    private const float Patience = 30_000;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// <param name="more">Flags beside the usual ones.</param>
    public static async Task<Chromium> StartAsync(params IEnumerable<string> more)
    {
        SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Args = [.. Flags, .. more],
            }
        );
        return new(playwright, browser);
    }

    /// <summary>Somebody's browser without a cookie, at the front of the product.</summary>
    public async Task<Tab> OpenAsync(Uri product, Screen? screen = null)
    {
        screen ??= Screen.Desk;
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = product.ToString(),
                ViewportSize = new() { Width = screen.Width, Height = screen.Height },
                ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
                Locale = screen.Language,
                TimezoneId = "Europe/Paris",
                // What fades is half transparent for a moment: contrast is judged on what stands still.
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(Patience);
        return new(context, await context.NewPageAsync(), product);
    }

    /// <summary>The browser's own channel, beside those of its pages.</summary>
    public Task<ICDPSession> ChannelAsync() => browser.NewBrowserCDPSessionAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
