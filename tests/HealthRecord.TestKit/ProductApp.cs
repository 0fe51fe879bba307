using HealthRecord.Features.Platform.Mail;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace HealthRecord.TestKit;

/// <summary>The whole product on a real port, with folders of its own that go with it.</summary>
/// <remarks>Limits on how often one network may ask are lifted, because all tests are one network; name them to test them.</remarks>
public sealed class ProductApp : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly Action<IServiceCollection>? with;

    public ProductApp()
        : this(null, null, null) { }

    private ProductApp(
        FakeTimeProvider? clock,
        IReadOnlyDictionary<string, string?>? settings,
        Action<IServiceCollection>? with
    )
    {
        Clock = clock;
        this.with = with;
        this.settings = settings ?? new Dictionary<string, string?>(StringComparer.Ordinal);
        Folder = Directory.CreateTempSubdirectory("healthrecord-app-").FullName;
        UseKestrel(0);
        StartServer();
        Url = ClientOptions.BaseAddress;
    }

    /// <summary>Everything that this product writes lies in here.</summary>
    public string Folder { get; }

    /// <summary>Null when the product runs on real time.</summary>
    public FakeTimeProvider? Clock { get; }

    public Uri Url { get; }

    /// <param name="settings">As in appsettings, with colons: <c>Limits:SignIns</c>, <c>PublicUrl</c>.</param>
    public static ProductApp Start(params (string Key, string? Value)[] settings) =>
        new(null, Settings(settings), null);

    /// <param name="with">What the world does to the product: a full disk, an ear on its log.</param>
    public static ProductApp Start(
        Action<IServiceCollection> with,
        params (string Key, string? Value)[] settings
    ) => new(null, Settings(settings), with);

    /// <summary>On a clock that only the test moves.</summary>
    public static ProductApp StartOnFakeClock(params (string Key, string? Value)[] settings) =>
        new(new FakeTimeProvider(RecordHost.Start), Settings(settings), null);

    /// <summary>Somebody at a browser of their own.</summary>
    public Visitor Visitor() => new(this);

    /// <summary>Signs up, follows the mail, confirms: somebody who is signed in and has a household.</summary>
    public async Task<Visitor> SignedUpAsync(
        string address,
        string name = "Camille",
        string password = TestKit.Visitor.GoodPassword,
        string language = "fr-FR",
        CancellationToken ct = default
    )
    {
        var visitor = Visitor();
        await visitor.SignUpAsync(address, name, password, language, ct);
        await visitor.ConfirmAsync(address, password, ct);
        return visitor;
    }

    /// <summary>The mails sent to an address, oldest first, after everything on its way has arrived.</summary>
    public async Task<IReadOnlyList<MimeMessage>> MailAsync(
        string address,
        CancellationToken ct = default
    )
    {
        await Services.GetRequiredService<Outbox>().WhenIdleAsync(ct);
        var folder = Services.GetRequiredService<MailFolder>();
        var messages = new List<MimeMessage>();
        foreach (var name in folder.Names().Reverse())
            if (await folder.ReadAsync(name, ct) is { } message)
                messages.Add(message);
        return [.. messages.Where(m => m.To.Mailboxes.Any(to => to.Address == address))];
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Directory"] = Path.Combine(Folder, "record"),
            ["Sealing:StoreDirectory"] = Path.Combine(Folder, "keystore"),
            ["Sealing:KeyDirectory"] = Path.Combine(Folder, "keys"),
            ["Limits:SignIns"] = "100000",
            ["Limits:SignUps"] = "100000",
            ["Limits:Requests"] = "100000",
            ["Limits:AnswerMilliseconds"] = "0",
            // As after publishing: style sheets are sent compressed, not rewritten to follow an editor.
            ["ReloadStaticAssetsAtRuntime"] = "false",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        foreach (var (key, value) in all)
            builder.UseSetting(key, value);
        if (Clock is not null)
            builder.ConfigureTestServices(s => s.AddSingleton<TimeProvider>(Clock));
        if (with is not null)
            builder.ConfigureTestServices(with);
    }

    public override async ValueTask DisposeAsync()
    {
        var pools = SqlitePools.Of(Services);
        await base.DisposeAsync();
        SqlitePools.Clear(pools);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static Dictionary<string, string?> Settings((string Key, string? Value)[] settings) =>
        settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
}
