using HealthRecord.Domain;
using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Invites another adult, and shows which invitations wait for an answer.</summary>
public sealed partial class InvitationPanel : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<InvitationView> waiting = [];
    private string email = "";
    private Error? error;
    private bool busy;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private ReadInvitations Read { get; set; } = null!;

    [Inject]
    private InviteAdult Invite { get; set; } = null!;

    [Inject]
    private ResendInvitation Resend { get; set; } = null!;

    [Inject]
    private WithdrawInvitation Withdraw { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task LoadAsync() =>
        waiting = await Read.RunAsync(await Actor.GetAsync(), gone.Token);

    private Task InviteAsync() =>
        OnceAsync(
            async () =>
                (await Invite.RunAsync(await Actor.GetAsync(), null, email, gone.Token)).Error,
            "sharing.invited",
            () => email = ""
        );

    private Task ResendAsync(InvitationView invitation) =>
        OnceAsync(
            async () =>
                (await Resend.RunAsync(await Actor.GetAsync(), invitation.Id, gone.Token)).Error,
            "sharing.resent"
        );

    private Task WithdrawAsync(InvitationView invitation) =>
        OnceAsync(
            async () =>
                (await Withdraw.RunAsync(await Actor.GetAsync(), invitation.Id, gone.Token)).Error,
            "sharing.withdrawn"
        );

    private async Task OnceAsync(Func<Task<Error?>> act, string said, Action? after = null)
    {
        if (busy)
            return;
        busy = true;
        error = await act();
        busy = false;
        if (error is null)
        {
            after?.Invoke();
            Snack.Done(Texts[said]);
        }
        await LoadAsync();
    }

    private string State(InvitationView invitation)
    {
        if (invitation.SentUtc is not { } sent)
            return Texts["sharing.not-sent"];
        var day = Moments.Day(DateOnly.FromDateTime(sent), withYear: false);
        var when = Texts["sharing.sent-at", day].Value;
        return invitation.ExpiresUtc is null ? $"{when} · {Texts["sharing.link-over"]}" : when;
    }
}
