using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MimeKit;

namespace HealthRecord.TestKit;

/// <summary>Somebody at a browser without scripts: cookies, pages, and forms filled in as they stand on the page.</summary>
public sealed class Visitor : IDisposable
{
    public const string GoodPassword = "une phrase bien à moi";

    private static int visitors;
    private readonly int number = Interlocked.Increment(ref visitors);
    private readonly ProductApp app;
    private readonly SocketsHttpHandler handler;

    internal Visitor(ProductApp app)
    {
        this.app = app;
        handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = Jar,
            ConnectCallback = ConnectAsync,
        };
        Http = new HttpClient(handler) { BaseAddress = app.Url };
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Http.DefaultRequestHeaders.UserAgent.ParseAdd(
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"
        );
    }

    /// <summary>Does not follow redirects.</summary>
    public HttpClient Http { get; }

    public CookieContainer Jar { get; } = new();

    /// <summary>For a browser test that starts signed in.</summary>
    public IReadOnlyList<Cookie> Cookies => [.. Jar.GetCookies(app.Url).Cast<Cookie>()];

    public bool IsSignedIn => Cookies.Any(c => c.Name == "hr");

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken ct = default) =>
        Http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), ct);

    public async Task<string> ReadAsync(string path, CancellationToken ct = default)
    {
        using var answer = await GetAsync(path, ct);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>Opens the page, fills in its form and sends it where the form says.</summary>
    /// <param name="form">What tells the form from the others of the page: its name or its action.</param>
    public async Task<HttpResponseMessage> SubmitAsync(
        string path,
        string form,
        IEnumerable<(string Name, string Value)> fields,
        CancellationToken ct = default
    )
    {
        using var page = await GetAsync(path, ct);
        var html = await page.Content.ReadAsStringAsync(ct);
        var found =
            FormOf(html, form)
            ?? throw new InvalidOperationException(
                $"{path} ({page.StatusCode}) has no form {form}."
            );
        var typed = fields.ToList();
        var sent = Hidden(found.Inner)
            .Where(h => typed.TrueForAll(t => t.Name != h.Name))
            .Concat(typed);
        var action = Attribute(found.Open, "action");
        using var content = new FormUrlEncodedContent(
            sent.Select(f => KeyValuePair.Create(f.Name, f.Value))
        );
        return await Http.PostAsync(
            new Uri(action ?? path, UriKind.RelativeOrAbsolute),
            content,
            ct
        );
    }

    public async Task<HttpResponseMessage> SignUpAsync(
        string address,
        string name = "Camille",
        string password = GoodPassword,
        string language = "fr-FR",
        CancellationToken ct = default
    ) =>
        await SubmitAsync(
            "/compte/inscription",
            "sign-up",
            [
                ("PersonName", name),
                ("Address", address),
                ("Password", password),
                ("ChosenLanguage", language),
            ],
            ct
        );

    /// <summary>Follows the newest link in the mail to that address.</summary>
    public async Task<HttpResponseMessage> ConfirmAsync(
        string address,
        string password = GoodPassword,
        CancellationToken ct = default
    ) =>
        await SubmitAsync(
            LinkIn((await app.MailAsync(address, ct))[^1], "/compte/confirmer"),
            "confirm",
            [("Password", password)],
            ct
        );

    public Task<HttpResponseMessage> SignInAsync(
        string address,
        string password = GoodPassword,
        bool stays = false,
        CancellationToken ct = default
    ) =>
        SubmitAsync(
            "/compte/connexion",
            "sign-in",
            [
                ("Address", address),
                ("Password", password),
                .. stays ? [("Stays", "true")] : Array.Empty<(string, string)>(),
            ],
            ct
        );

    public Task<HttpResponseMessage> SignOutAsync(CancellationToken ct = default) =>
        SubmitAsync("/compte/profil", "/compte/deconnexion", [], ct);

    /// <summary>A personal access token of the signed-in account.</summary>
    /// <param name="domains">The numbers of <c>RecordDomains</c>, added up.</param>
    public async Task<string> TokenAsync(
        int domains,
        bool mayWrite = true,
        string password = GoodPassword,
        CancellationToken ct = default
    )
    {
        var ticked = Enumerable.Range(0, 31).Select(i => 1 << i).Where(d => (domains & d) != 0);
        using var answer = await SubmitAsync(
            "/compte/jetons",
            "token",
            [
                ("TokenName", "essai"),
                .. ticked.Select(d => ("Domains", $"{d}")),
                ("MayWrite", mayWrite ? "true" : "false"),
                ("Days", "30"),
                ("Password", password),
            ],
            ct
        );
        var html = await answer.Content.ReadAsStringAsync(ct);
        var token = Regex.Match(
            html,
            "hrp_[A-Za-z0-9_-]{43}",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return token.Success
            ? token.Value
            : throw new InvalidOperationException("The page shows no token.");
    }

    /// <summary>The path and query of the link in a mail that leads to a page.</summary>
    public static string LinkIn(MimeMessage mail, string page)
    {
        var link = mail.TextBody!.Split('\n')
            .Select(l => l.Trim())
            .First(l => l.Contains(page, StringComparison.Ordinal));
        return new Uri(link).PathAndQuery;
    }

    // Everybody comes from an address of their own, so that one's wrong guesses do not slow the others down.
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken ct
    )
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        try
        {
            if (OperatingSystem.IsLinux())
                socket.Bind(
                    new IPEndPoint(new IPAddress([127, 1, (byte)(number >> 8), (byte)number]), 0)
                );
            await socket.ConnectAsync(IPAddress.Loopback, app.Url.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        handler.Dispose();
    }

    private static (string Open, string Inner)? FormOf(string html, string form)
    {
        foreach (
            Match m in Regex.Matches(
                html,
                "(?<open><form[^>]*>)(?<inner>.*?)</form>",
                RegexOptions.Singleline | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(2)
            )
        )
            if (
                Attribute(m.Groups["open"].Value, "action") == form
                || Hidden(m.Groups["inner"].Value).Contains(("_handler", form))
            )
                return (m.Groups["open"].Value, m.Groups["inner"].Value);
        return null;
    }

    private static List<(string Name, string Value)> Hidden(string inner) =>
        [
            .. Regex
                .Matches(
                    inner,
                    "<input[^>]*type=\"hidden\"[^>]*>",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(2)
                )
                .Select(m => (Attribute(m.Value, "name") ?? "", Attribute(m.Value, "value") ?? "")),
        ];

    private static string? Attribute(string tag, string name)
    {
        var found = Regex.Match(
            tag,
            $"\\s{name}=\"(?<value>[^\"]*)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        return found.Success ? WebUtility.HtmlDecode(found.Groups["value"].Value) : null;
    }
}
