namespace HealthRecord.Features.Accounts.Guessing;

/// <summary>What a browser says about itself, in words that its owner recognises, as in <c>Firefox, Windows</c>.</summary>
internal static class DeviceWords
{
    // In this order: every browser also claims to be the ones after it.
    private static readonly (string Sign, string Word)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Word)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string agent)
    {
        var words = new[] { First(Browsers, agent), First(Systems, agent) }.OfType<string>();
        return string.Join(", ", words);
    }

    private static string? First((string Sign, string Word)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Word;
}
