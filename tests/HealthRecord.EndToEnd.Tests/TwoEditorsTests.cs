using HealthRecord.Domain.Access;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Family;
using HealthRecord.Features.Readings;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>Two parents correct the same reading at once: whoever is second is told, sees both and decides.</summary>
public sealed class TwoEditorsTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Garder la sienne", "16,6")]
    [InlineData("Garder la mienne", "16,9")]
    public async Task The_second_editor_sees_both_versions_and_decides(string choice, string stays)
    {
        await using var ana = await OpenAsync();
        await using var karim = await OpenAsync();
        var path = await ShareAReadingAsync(ana.Address, karim.Address);
        var (first, second) = (ana.Tab, karim.Tab);
        var mine = await OpenReadingAsync(first, path);
        var theirs = await OpenReadingAsync(second, path);

        await mine.GetByLabel("Valeur").FillAsync("16,6");
        await mine.GetByLabel("Note").FillAsync("balance de la crèche");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Expect(mine).ToHaveCountAsync(0);
        await theirs.GetByLabel("Valeur").FillAsync("16,9");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();

        var told = theirs.GetByRole(AriaRole.Alert);
        await Expect(told).ToContainTextAsync("16,6");
        await Expect(told).ToContainTextAsync("balance de la crèche");
        await Expect(told).ToContainTextAsync("16,9");
        await theirs.GetByRole(AriaRole.Button, new() { Name = choice }).ClickAsync();

        await Expect(theirs).ToHaveCountAsync(0);
        await Expect(second.Page.Locator(".hr-reading strong")).ToContainTextAsync(stays);
        await first.GoAsync(path);
        await Expect(first.Page.Locator(".hr-reading")).ToHaveCountAsync(1);
        await Expect(first.Page.Locator(".hr-reading strong")).ToContainTextAsync(stays);
        first.AssertNoFault();
        second.AssertNoFault();
    }

    [Fact]
    public async Task Who_corrects_what_the_other_deleted_is_told_and_may_keep_it()
    {
        await using var ana = await OpenAsync();
        await using var karim = await OpenAsync();
        var path = await ShareAReadingAsync(ana.Address, karim.Address);
        var mine = await OpenReadingAsync(ana.Tab, path);
        var theirs = await OpenReadingAsync(karim.Tab, path);

        await mine.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await Expect(mine).ToHaveCountAsync(0);
        await theirs.GetByLabel("Valeur").FillAsync("16,9");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Expect(theirs.GetByRole(AriaRole.Alert)).ToContainTextAsync("supprimée");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Garder la mienne" }).ClickAsync();

        await Expect(karim.Tab.Page.Locator(".hr-reading strong")).ToContainTextAsync("16,9");
        karim.Tab.AssertNoFault();
    }

    private async Task<Editor> OpenAsync()
    {
        var address = $"parent.{Guid.NewGuid():N}@example.org";
        return new(await home.OpenAsNewcomerAsync(address), address);
    }

    /// <summary>A child of both with one weight, and where its page is.</summary>
    private async Task<string> ShareAReadingAsync(string one, string other)
    {
        var (ana, karim) = (await home.ActorAsync(one), await home.ActorAsync(other));
        var child = await home.Get<AddPerson>()
            .RunAsync(ana, new PersonForm { Name = "Noé" }, null, Ct);
        await home.GrantAsync(karim, child.Value, ana, GrantRole.Guardian, Ct);
        var reading = new ReadingForm(
            "body-weight",
            DateTime.UtcNow.AddHours(-1),
            [new WrittenNumber(164, -1)]
        );
        var logged = await home.Get<LogReadings>()
            .RunAsync(ana, child.Value, [reading], Guid.NewGuid(), Ct);
        Assert.Null(logged.Error);
        var kinds = await home.Get<ReadKinds>().RunAsync(ana, child.Value, Ct);
        var tag = kinds.Value.Single(k => k.Kind.Code == "body-weight").Tag;
        return $"/p/{child.Value}/mesures/{tag}";
    }

    private static async Task<ILocator> OpenReadingAsync(Tab tab, string path)
    {
        await tab.GoAsync(path);
        await tab.Page.Locator(".hr-reading button").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("Valeur")).ToHaveValueAsync("16,4");
        return dialog;
    }

    private sealed record Editor(Tab Tab, string Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Tab.DisposeAsync();
    }
}
