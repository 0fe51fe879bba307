using System.Globalization;
using System.Security.Claims;
using Bunit;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace HealthRecord.Features.Tests.Family;

/// <summary>Renders pages of the family in French on the services of a record, with somebody signed in.</summary>
internal sealed class FamilyPages : BunitContext
{
    public FamilyPages(RecordHost host, Actor actor)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("fr-FR");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(host.Clock);
        Services.AddMudServices();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(actor));
        Services.AddSingleton<ErrorSentences>();
        Services.AddScoped<CurrentActor>();
        Services.AddScoped<WhoIsShown>();
        Services.AddScoped<Snack>();
        Services.AddScoped<ShellScript>();
        Services.AddScoped<RecordChanges>();
        Services.AddScoped<QuickEntry>();
        Services.AddFallbackServiceProvider(host.Services);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
    }

    public IRenderedComponent<MudDialogProvider> Dialogs { get; }

    private sealed class SignedIn(Actor actor) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(
                new AuthenticationState(
                    new ClaimsPrincipal(new ClaimsIdentity(ActorClaims.Of(actor), "test"))
                )
            );
    }
}
