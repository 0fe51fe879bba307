using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Demo;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>What all browser tests share: one Chromium, and one product with the invented family in it.</summary>
/// <remarks>Nobody changes the family: who writes signs up as somebody of their own.</remarks>
public sealed class Home : IAsyncLifetime
{
    // Enough for every range of a chart; ten are only worth their time in pictures.
    private const int Years = 2;
    private readonly List<Visitor> family = [];

    public Browsing.Chromium Chromium { get; private set; } = null!;

    public ProductApp App { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = ProductApp.Start();
        var signIns = await App
            .Services.GetRequiredService<DemoFamily>()
            .PrepareAsync(Screenshots.Folder is null ? Years : 10, CancellationToken.None);
        // An account keeps its language, so the family's second adult is its English reader.
        await using (var db = await Get<HealthDbs>().WriteAsync(CancellationToken.None))
        {
            var karim = await db.Users.SingleAsync(a => a.Email == DemoFamily.KarimAddress);
            karim.Language = "en-GB";
            await db.SaveChangesAsync();
        }
        // A password takes its time to check: each of the two signs in once.
        foreach (var signIn in signIns)
        {
            var visitor = App.Visitor();
            (await visitor.SignInAsync(signIn.Address, signIn.Password)).Dispose();
            family.Add(visitor);
        }
        Chromium = await Browsing.Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        family.ForEach(visitor => visitor.Dispose());
        await App.DisposeAsync();
    }

    /// <summary>A service of the product, to look behind a page.</summary>
    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>The entry of an electrocardiogram, which the invented family has none of: ten seconds of an even wave.</summary>
    public async Task<string> EcgAsync(PersonId person, CancellationToken ct)
    {
        const int rate = 512;
        var curve = TraceCodec.Encode([
            .. Enumerable.Range(0, 10 * rate).Select(i => (int)(400_000 * Math.Sin(i / 60.0))),
        ]);
        var source = new SourceKey("apple", "Apple Watch");
        var start = (long)
            (
                new DateTime(2026, 3, 14, 9, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch
            ).TotalMilliseconds;
        var key = Ecg.KeyOf(source, start, curve);
        await using var db = await Get<HealthDbs>().WriteAsync(ct);
        var entries = Get<EntryStore>();
        if (await entries.FindAsync(db, person, Ecg.Type, key, ct) is { } there)
            return there.Id.ToString();
        var ecg = new Ecg(
            source,
            start,
            new(rate, 0),
            10 * rate,
            "Rythme sinusal",
            new(62, 0),
            "I",
            [Ids.New()]
        );
        var added = await entries.AddAsync(db, person, Ecg.Type, ecg, ct, key, ecg.Month);
        await entries.AddAsync(db, person, EcgCurve.Type, new EcgCurve(curve), ct, key);
        await db.TrySaveAsync(ct);
        return added.ToString();
    }

    /// <summary>A browser where nobody is signed in.</summary>
    public Task<Tab> OpenAsync(Screen? screen = null) => Chromium.OpenAsync(App.Url, screen);

    /// <summary>A browser where a member of the invented family is signed in: Camille in French, Karim in English.</summary>
    public async Task<Tab> OpenAsFamilyAsync(Screen? screen = null)
    {
        var english = screen?.Language.StartsWith("en", StringComparison.Ordinal) == true;
        var tab = await OpenAsync(screen);
        await tab.SignInAsync(family[english ? 1 : 0]);
        return tab;
    }

    /// <summary>A browser where somebody new is signed in, with an empty record.</summary>
    public async Task<Tab> OpenAsNewcomerAsync(string address, Screen? screen = null)
    {
        using var visitor = await App.SignedUpAsync(
            address,
            language: screen?.Language ?? "fr-FR",
            ct: Ct
        );
        var tab = await OpenAsync(screen);
        await tab.SignInAsync(visitor);
        return tab;
    }

    /// <summary>On whose behalf a test looks behind the page.</summary>
    internal Task<Actor> ActorAsync(string address) => ActorAsync(App, address, Ct);

    internal static async Task<Actor> ActorAsync(
        ProductApp app,
        string address,
        CancellationToken ct
    )
    {
        await using var db = await app.Services.GetRequiredService<HealthDbs>().ReadAsync(ct);
        var account = await db.Users.SingleAsync(a => a.Email == address, ct);
        return new(new(account.Id), new PersonId(account.OwnPersonId), null, null);
    }

    /// <summary>A grant as it stands, from a minute ago.</summary>
    internal async Task<Guid> GrantAsync(
        Actor to,
        PersonId on,
        Actor by,
        GrantRole role,
        CancellationToken ct
    )
    {
        var since = DateTime.UtcNow.AddMinutes(-1);
        var grant = Grants.New(to.Account, on, role, DomainSets.Everything, by.Account, since);
        await using var db = await Get<HealthDbs>().WriteAsync(ct);
        db.Add(grant);
        await db.SaveChangesAsync(ct);
        return grant.Id;
    }
}
