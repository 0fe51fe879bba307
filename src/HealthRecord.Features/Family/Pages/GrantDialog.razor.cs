using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Gives, changes or ends one adult's access to one record. Closes with the key of what was done.</summary>
public sealed partial class GrantDialog
{
    private static readonly GrantRole[] Choices =
    [
        GrantRole.Viewer,
        GrantRole.Carer,
        GrantRole.Guardian,
    ];

    private GrantRole role = GrantRole.Viewer;
    private RecordDomains domains;
    private DateOnly? from;
    private DateOnly? until;
    private Error? error;
    private bool ending;
    private bool busy;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public SharedPerson Person { get; set; } = null!;

    [Parameter, EditorRequired]
    public Adult Adult { get; set; } = null!;

    /// <summary>Null to give a new one.</summary>
    [Parameter]
    public GrantView? Grant { get; set; }

    [Parameter]
    public string PersonName { get; set; } = "";

    [Parameter]
    public string AdultName { get; set; } = "";

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private GrantAccess Give { get; set; } = null!;

    [Inject]
    private ChangeGrant Change { get; set; } = null!;

    [Inject]
    private RevokeGrant Revoke { get; set; } = null!;

    private IEnumerable<GrantRole> Roles => Choices;

    private bool HasEverything => (domains & DomainSets.Everything) == DomainSets.Everything;

    protected override void OnInitialized()
    {
        // "Everything" is offered ticked to nobody: who shares says what.
        if (Grant is null)
            return;
        role = Grant.Role;
        domains = Grant.Domains;
        from = Grant.Begun ? null : DateOnly.FromDateTime(Grant.FromUtc);
        until = Grant.UntilUtc is { } end ? DateOnly.FromDateTime(end.AddMinutes(-1)) : null;
        ending = !Grant.MayChange;
    }

    private bool Offered(RecordDomains asked)
    {
        var reach = role is GrantRole.Viewer ? Person.Grantable : Person.GrantableToWrite;
        return (reach & asked) == asked;
    }

    private void SetRole(GrantRole chosen)
    {
        role = chosen;
        domains &= chosen is GrantRole.Viewer ? Person.Grantable : Person.GrantableToWrite;
    }

    private void Set(RecordDomains changed, bool on) =>
        domains = on ? domains | changed : domains & ~changed;

    private void Back()
    {
        error = null;
        if (Grant is { MayChange: true })
            ending = false;
        else
            Dialog.Cancel();
    }

    private async Task SaveAsync()
    {
        if (busy)
            return;
        busy = true;
        var actor = await Actor.GetAsync();
        var form = new GrantForm(role, domains, from, until);
        var saved = Grant is null
            ? await Give.RunAsync(actor, Person.Person, Adult.Account, form, default)
            : await Change.RunAsync(actor, Person.Person, Grant.Id, form, default);
        End(saved.Error, "sharing.saved");
    }

    private async Task EndAsync()
    {
        if (busy || Grant is null)
            return;
        busy = true;
        var ended = await Revoke.RunAsync(await Actor.GetAsync(), Person.Person, Grant.Id, default);
        End(ended.Error, "sharing.ended");
    }

    private void End(Error? refusal, string said)
    {
        busy = false;
        error = refusal;
        if (refusal is null)
            Dialog.Close(DialogResult.Ok(said));
    }

    private static string Word(GrantRole role) =>
        role switch
        {
            GrantRole.Guardian => "guardian",
            GrantRole.Carer => "carer",
            _ => "viewer",
        };
}
