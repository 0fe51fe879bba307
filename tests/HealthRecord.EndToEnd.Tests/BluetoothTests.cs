namespace HealthRecord.EndToEnd.Tests;

/// <summary>Devices of a household are read in the browser: emulated ones, down to the bytes that real ones send.</summary>
public sealed class BluetoothTests(Home home, Radio radio) : IClassFixture<Radio>
{
    private const string Pressure = "1e780050005d00e607050f0c22384800010000";
    private const string PressureWithoutClock = "00b5f425f33c00";
    private const string NoPressure = "00ff07ff07ff07";

    [Fact]
    public async Task A_cuff_is_read_and_its_pressure_reaches_the_dashboard()
    {
        await using var tab = await OpenAsync("tension@example.org");
        var cuff = await radio.PutAsync("BM57", (0x1810, [0x2A35]));
        await cuff.WaitInAsync(tab);
        await tab.GoAsync("/famille");
        await tab.Page.GotoAsync(await PersonAsync(tab));
        await tab
            .Page.GetByRole(AriaRole.Link, new() { Name = "Connecter un appareil" })
            .ClickAsync();
        await ConnectAsync(tab, "Tensiomètre");

        await cuff.SendAsync(tab.Page, 0x2A35, NoPressure);
        await Expect(tab.Page.GetByText("Mesures reçues : 1")).ToBeVisibleAsync();
        await cuff.SendAsync(tab.Page, 0x2A35, Pressure);
        await cuff.SendAsync(tab.Page, 0x2A35, PressureWithoutClock);
        await cuff.DisconnectAsync();

        var unnamed = Group(tab, "BM57");
        var first = Group(tab, "BM57, utilisateur 1");
        await Expect(unnamed).ToContainTextAsync("L’appareil n’a pas pu mesurer");
        await Expect(unnamed).ToContainTextAsync("120,5/80,5");
        await Expect(first).ToContainTextAsync("120/80 72");
        await Expect(first).ToContainTextAsync("12 h 34, horloge de l’appareil");
        await Expect(first).ToContainTextAsync("Cette date est loin de maintenant");
        await AssertRightAsync(tab);
        await SaveAsync(unnamed, 1);
        await SaveAsync(first, 1);
        await unnamed.GetByRole(AriaRole.Link, new() { Name = "Voir le carnet" }).ClickAsync();

        await Expect(tab.Page.Locator(".hr-tile", new() { HasText = "Tension artérielle" }))
            .ToContainTextAsync("BM57");
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_scale_is_read_and_its_weight_reaches_the_dashboard()
    {
        await using var tab = await OpenAsync("poids@example.org");
        var scale = await radio.PutAsync("BC 602", (0x181D, [0x2A9D]), (0x181B, [0x2A9C]));
        await OpenPageAsync(tab, scale);
        await ConnectAsync(tab, "Balance");

        await scale.SendAsync(tab.Page, 0x2A9C, "1204f500e90703010628009c013435");
        await scale.SendAsync(tab.Page, 0x2A9D, "0e3435e907030106280002e100cc06");
        await scale.SendAsync(tab.Page, 0x2A9D, "00b036");
        await scale.SendAsync(tab.Page, 0x2A9D, "00ffff");
        await scale.DisconnectAsync();

        var unnamed = Group(tab, "BC 602");
        await Expect(unnamed).ToContainTextAsync("Poids 70,0 kg");
        await Expect(unnamed).ToContainTextAsync("L’appareil signale une mesure ratée");
        var second = Group(tab, "BC 602, utilisateur 2");
        await Expect(second).ToContainTextAsync("Poids 68,1 kg");
        await Expect(second).ToContainTextAsync("Masse grasse (%) 24,5 %");
        await SaveAsync(second, 3);
        await SaveAsync(unnamed, 1);
        await unnamed.GetByRole(AriaRole.Link, new() { Name = "Voir le carnet" }).ClickAsync();

        var tile = tab.Page.Locator(".hr-tile", new() { HasText = "Poids" });
        await Expect(tile).ToContainTextAsync("70");
        await Expect(tile).ToContainTextAsync("BC 602");
        tab.AssertNoFault();
    }

    [Theory]
    [InlineData("Thermomètre", 0x1809, 0x2A1C, "066e0100ffe907030107000002", "36,6 °C")]
    [InlineData("Oxymètre de pouls", 0x1822, 0x2A5E, "0061004200", "Saturation en oxygène 97 %")]
    [InlineData("Oxymètre de pouls", 0x1822, 0x2A5F, "00e8f384f3", "Saturation en oxygène 100,0 %")]
    [InlineData("Capteur cardiaque", 0x180D, 0x2A37, "0048", "Fréquence cardiaque 72")]
    [InlineData(
        "Capteur cardiaque",
        0x180D,
        0x2A37,
        "163dec03f203",
        "Fréquence cardiaque 61 /min · Intervalle RR 980,5 ms, 986,3 ms"
    )]
    [InlineData(
        "Oxymètre de pouls",
        0x1822,
        0x2A5F,
        "016100420060004100",
        "des chiffres que le carnet ne garde pas"
    )]
    [InlineData("Thermomètre", 0x1809, 0x2A1C, "046e0100ff03", "Dans l’oreille")]
    public async Task Every_other_device_is_read_and_stopped_by_hand(
        string sort,
        int service,
        int characteristic,
        string hex,
        string shown
    )
    {
        await using var tab = await OpenAsync($"{Guid.NewGuid():N}@example.org");
        var device = await radio.PutAsync("Appareil", (service, [characteristic]));
        await OpenPageAsync(tab, device);
        await ConnectAsync(tab, sort);

        await device.SendAsync(tab.Page, characteristic, hex);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Terminer" }).ClickAsync();

        var group = Group(tab, "Appareil");
        await Expect(group).ToContainTextAsync(shown);
        await group.GetByRole(AriaRole.Button, new() { Name = "Enregistrer pour" }).ClickAsync();
        await Expect(group).ToContainTextAsync("Enregistrées pour Camille");
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_meter_that_hangs_up_in_the_middle_loses_nothing_and_goes_on_the_next_time()
    {
        const string first = "030600e407040d10260a000078b0f1";
        const string second = "030700e407040e10260a00006eb0f1";
        await using var tab = await OpenAsync("glycemie@example.org");
        var meter = await radio.PutAsync("Contour", (0x1808, [0x2A18, 0x2A34, 0x2A52]));
        await OpenPageAsync(tab, meter);
        await ConnectAsync(tab, "Lecteur de glycémie");

        Assert.Equal("0101", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A18, first);
        await meter.DisconnectAsync();

        await Expect(tab.Page.GetByText("s’est déconnecté avant la fin")).ToBeVisibleAsync();
        var group = Group(tab, "Contour");
        await Expect(group).ToContainTextAsync("Glycémie 120 mg/dL");
        await SaveAsync(group, 1);

        // All of it once more, to its end this time.
        await meter.ComeAsync();
        await ChooseAsync(tab, "Lecteur de glycémie");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Toutes" }).ClickAsync();
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Choisir l’appareil" })
            .ClickAsync();
        Assert.Equal("0101", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A18, first);
        await meter.SendAsync(tab.Page, 0x2A18, second);
        await meter.SendAsync(tab.Page, 0x2A52, "06000101");
        await Expect(tab.Page.GetByText("Contour a tout envoyé. Mesures reçues : 2."))
            .ToBeVisibleAsync();
        await Expect(group).ToContainTextAsync("comme la dernière fois");
        await SaveAsync(group, 1);
        await Expect(group).ToContainTextAsync("Déjà dans le carnet : 1.");

        // And only what is new after that.
        await meter.ComeAsync();
        await ConnectAsync(tab, "Lecteur de glycémie", "Les nouvelles");
        Assert.Equal("0103010800", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A52, "06000106");
        await Expect(tab.Page.GetByText("Contour a tout envoyé. Mesures reçues : 0."))
            .ToBeVisibleAsync();
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_meter_that_cannot_send_only_what_is_new_is_read_as_a_whole_and_one_that_refuses_says_so()
    {
        await using var tab = await OpenAsync("refus@example.org");
        var meter = await radio.PutAsync("Accu", (0x1808, [0x2A18, 0x2A34, 0x2A52]));
        await OpenPageAsync(tab, meter);
        await ConnectAsync(tab, "Lecteur de glycémie");
        Assert.Equal("0101", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A18, "030600e407040d10260a000078b0f1");
        await meter.SendAsync(tab.Page, 0x2A52, "06000101");
        await SaveAsync(Group(tab, "Accu"), 1);

        // It knows no sequence numbers: all of it, and nothing twice.
        await meter.ComeAsync();
        await ConnectAsync(tab, "Lecteur de glycémie", "Les nouvelles");
        Assert.Equal("0103010700", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A52, "06000104");
        Assert.Equal("0101", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A18, "030600e407040d10260a000078b0f1");
        await meter.SendAsync(tab.Page, 0x2A52, "06000101");
        await Expect(tab.Page.GetByText("Accu a tout envoyé. Mesures reçues : 1."))
            .ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("toutes ont été demandées")).ToBeVisibleAsync();
        await AssertRightAsync(tab);

        await meter.ComeAsync();
        await ConnectAsync(tab, "Lecteur de glycémie", "Toutes");
        Assert.Equal("0101", await meter.WrittenAsync());
        await meter.SendAsync(tab.Page, 0x2A52, "06000102");
        await Expect(tab.Page.GetByText("Accu n’envoie pas ce qu’il a en mémoire."))
            .ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("s’est déconnecté avant la fin")).ToHaveCountAsync(0);
        await AssertRightAsync(tab);
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_scale_and_a_thermometer_say_what_they_are_and_the_place_of_a_temperature_is_kept()
    {
        await using var tab = await OpenAsync("place@example.org");
        var scale = await radio.PutAsync("BF 720", (0x181D, [0x2A9E, 0x2A9D]));
        await scale.AnswersAsync("1f000000");
        await OpenPageAsync(tab, scale);
        await ConnectAsync(tab, "Balance");
        await scale.SendAsync(tab.Page, 0x2A9D, "00b036");
        await scale.DisconnectAsync();
        await Expect(tab.Page.GetByText("Cette balance pèse à 0,1 kg près.")).ToBeVisibleAsync();
        await SaveAsync(Group(tab, "BF 720"), 1);

        await using var other = await OpenAsync("oreille@example.org");
        var ear = await radio.PutAsync("FT 95", (0x1809, [0x2A1D, 0x2A1C]));
        await ear.AnswersAsync("03");
        await OpenPageAsync(other, ear);
        await ConnectAsync(other, "Thermomètre");
        await ear.SendAsync(other.Page, 0x2A1C, "006e0100ff");
        await ear.DisconnectAsync();
        var group = Group(other, "FT 95");
        await Expect(group).ToContainTextAsync("Dans l’oreille");
        await SaveAsync(group, 1);
        await group.GetByRole(AriaRole.Link, new() { Name = "Voir le carnet" }).ClickAsync();
        await other
            .Page.Locator("main")
            .GetByRole(AriaRole.Link, new() { Name = "Température corporelle", Exact = true })
            .ClickAsync();
        await Expect(other.Page.Locator("#readings")).ToContainTextAsync("Dans l’oreille");
        other.AssertNoFault();
    }

    [Fact]
    public async Task An_unusual_value_is_asked_about_once_and_everything_can_be_taken_back()
    {
        await using var tab = await OpenAsync("inhabituel@example.org");
        var device = await radio.PutAsync("T 20", (0x1809, [0x2A1C]));
        await OpenPageAsync(tab, device);
        await ConnectAsync(tab, "Thermomètre");
        // 29 degrees, and 50, which nobody has.
        await device.SendAsync(tab.Page, 0x2A1C, "00220100ff");
        await device.SendAsync(tab.Page, 0x2A1C, "00f40100ff");
        await device.DisconnectAsync();

        var group = Group(tab, "T 20");
        await Expect(group).ToContainTextAsync("Cette valeur n’est pas possible");
        await group.GetByRole(AriaRole.Button, new() { Name = "Enregistrer pour" }).ClickAsync();
        await Expect(group).ToContainTextAsync("Valeurs inhabituelles : 1.");
        await AssertRightAsync(tab);
        await group.GetByRole(AriaRole.Button, new() { Name = "Confirmer et" }).ClickAsync();
        await Expect(group).ToContainTextAsync("Enregistrées pour Camille : 1.");
        await group.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();

        await Expect(group.GetByRole(AriaRole.Button, new() { Name = "Enregistrer pour" }))
            .ToBeVisibleAsync();
        await tab.GoAsync(await PersonAsync(tab));
        await Expect(tab.Page.GetByText("Commencer le carnet")).ToBeVisibleAsync();
        tab.AssertNoFault();
    }

    [Fact]
    public async Task Who_chooses_no_device_and_who_chooses_another_one_are_told_so()
    {
        await using var tab = await OpenAsync("autre@example.org");
        var scale = await radio.PutAsync("Balance", (0x181D, [0x2A19]));
        await OpenPageAsync(tab, scale);
        await ConnectAsync(tab, "Balance");
        await Expect(tab.Page.GetByText("n’envoie pas ce genre de mesures")).ToBeVisibleAsync();

        await using var other = await OpenAsync("personne@example.org");
        await OpenPageAsync(other, scale, chosen: false);
        await ConnectAsync(other, "Balance");
        await Expect(other.Page.GetByText("Aucun appareil n’est choisi.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_browser_that_cannot_says_which_can_and_offers_to_type()
    {
        await using var tab = await home.OpenAsNewcomerAsync(
            "sans.radio@example.org",
            Screen.Phone
        );
        await tab.GoAsync(await PersonAsync(tab) + "/appareil");

        await Expect(tab.Page.GetByText("Chrome, Edge et Opera le savent")).ToBeVisibleAsync();
        await AssertRightAsync(tab);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Noter une mesure" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        tab.AssertNoFault();
    }

    private async Task<Tab> OpenAsync(string address)
    {
        using var visitor = await home.App.SignedUpAsync(
            address,
            ct: TestContext.Current.CancellationToken
        );
        var tab = await radio.Chromium.OpenAsync(home.App.Url);
        await tab.SignInAsync(visitor);
        return tab;
    }

    private static async Task OpenPageAsync(Tab tab, Peripheral device, bool chosen = true)
    {
        await device.WaitInAsync(tab, chosen);
        await tab.GoAsync(await PersonAsync(tab) + "/appareil");
    }

    /// <summary>The way to one's own page, as the shell has it.</summary>
    private static async Task<string> PersonAsync(Tab tab)
    {
        if (!tab.Page.Url.Contains("/famille", StringComparison.Ordinal))
            await tab.GoAsync("/famille");
        return (await tab.Page.Locator("main a[href^='/p/']").First.GetAttributeAsync("href"))!;
    }

    private static Task ChooseAsync(Tab tab, string sort) =>
        tab.Page.Locator(".hr-kind", new() { HasText = sort }).ClickAsync();

    private static async Task ConnectAsync(Tab tab, string sort, string? records = null)
    {
        await ChooseAsync(tab, sort);
        if (records is not null)
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = records }).ClickAsync();
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Choisir l’appareil" })
            .ClickAsync();
    }

    private static ILocator Group(Tab tab, string title) =>
        tab.Page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    private static async Task SaveAsync(ILocator group, int count)
    {
        await group.GetByRole(AriaRole.Button, new() { Name = "Enregistrer pour" }).ClickAsync();
        await Expect(group).ToContainTextAsync($"Enregistrées pour Camille : {count}.");
    }

    private static async Task AssertRightAsync(Tab tab)
    {
        await PageWords.AssertRightAsync(tab.Page, french: true);
        foreach (var screen in new Screen[] { new(1280, 900), new(360, 780, Dark: true) })
        {
            await tab.ShowOnAsync(screen);
            await tab.AssertAccessibleAsync($"{tab.Page.Url} on {screen}");
            await tab.AssertFitsAsync();
        }
        await tab.ShowOnAsync(Screen.Desk);
    }
}
