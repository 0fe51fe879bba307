using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Where an invitation's link leads. Looking changes nothing: a mail program that opens links uses nothing up.</summary>
public sealed partial class InvitationPage
{
    private InvitationOffer? offer;
    private Error? refusal;

    [Parameter]
    public string Secret { get; set; } = "";

    /// <summary>What joining was refused for, when the form brought the reader back.</summary>
    [SupplyParameterFromQuery(Name = "refus")]
    public string? Refused { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ReadInvitation Read { get; set; } = null!;

    private bool IsSignedIn => ActorClaims.Of(Context.User) is not null;

    protected override async Task OnInitializedAsync()
    {
        var read = await Read.RunAsync(Secret, Context.RequestAborted);
        if (read.TryGet(out var found))
            offer = found;
        refusal = Refused == "vous" ? InvitationErrors.Own : read.Error;
    }
}
