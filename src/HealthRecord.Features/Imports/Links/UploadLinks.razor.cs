using HealthRecord.Domain;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Imports;

/// <summary>The addresses at which files can be left: made, shown once, listed with their last use, and revoked.</summary>
public sealed partial class UploadLinks
{
    private IReadOnlyList<UploadLinkView> links = [];
    private string whose = "";
    private string name = "";
    private int days = CreateUploadLink.Days[1];
    private string? address;
    private Error? error;
    private bool busy;

    /// <summary>For whom the reader came here.</summary>
    [Parameter]
    public string? For { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private ReadUploadLinks Read { get; set; } = null!;

    [Inject]
    private CreateUploadLink Create { get; set; } = null!;

    [Inject]
    private RevokeUploadLink Revoke { get; set; } = null!;

    [Inject]
    private PublicAddress Address { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        whose = For ?? Who.Current?.ToString() ?? "";
        await LoadAsync();
    }

    private async Task LoadAsync() =>
        links = await Read.RunAsync(await Current.GetAsync(), CancellationToken.None);

    private async Task CreateAsync()
    {
        if (!Guid.TryParseExact(whose, "N", out var person))
            return;
        busy = true;
        var made = await Create.RunAsync(
            await Current.GetAsync(),
            new(person),
            name,
            days,
            CancellationToken.None
        );
        busy = false;
        error = made.Error;
        if (!made.TryGet(out var secret))
            return;
        (address, name) = (Address.To(DepotRoutes.PathOf(secret)), "");
        await LoadAsync();
    }

    private async Task RevokeAsync(UploadLinkView link)
    {
        busy = true;
        error = (
            await Revoke.RunAsync(await Current.GetAsync(), link.Id, CancellationToken.None)
        ).Error;
        (busy, address) = (false, null);
        await LoadAsync();
    }

    private string NameOf(PersonId person) =>
        Who.Persons.FirstOrDefault(p => p.Person == person)?.Name ?? "";

    private static string Day(DateTime utc) => Moments.Day(DateOnly.FromDateTime(utc), true);
}
