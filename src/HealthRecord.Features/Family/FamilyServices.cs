using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Family.Photos;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthRecord.Features.Family;

internal static class FamilyServices
{
    public static void AddFamily(this IServiceCollection services)
    {
        services.AddLocalization();
        services.TryAddSingleton<EntryStore>();
        services.AddSingleton<PersonStore>();
        services.AddSingleton<PersonFactsReader>();
        services.AddSingleton<Homes>();
        services.AddSingleton<NewHousehold>();
        services.AddSingleton<RenameHousehold>();
        services.AddSingleton<ReadFamily>();
        services.AddSingleton<ReadPerson>();
        services.AddSingleton<AddPerson>();
        services.AddSingleton<EditPerson>();
        services.AddSingleton<RemovePerson>();
        services.AddSingleton<KeepPerson>();
        services.AddSingleton<ReadPhoto>();
        services.AddSingleton<ChangePhoto>();
        services.AddSingleton<ReadSharing>();
        services.AddSingleton<GrantAccess>();
        services.AddSingleton<ChangeGrant>();
        services.AddSingleton<RevokeGrant>();
        services.AddSingleton<LastGuardian>();
        services.AddSingleton<InvitationMail>();
        services.AddSingleton<InviteAdult>();
        services.AddSingleton<ResendInvitation>();
        services.AddSingleton<WithdrawInvitation>();
        services.AddSingleton<ReadInvitations>();
        services.AddSingleton<ReadInvitation>();
        services.AddSingleton<AcceptInvitation>();
    }

    public static void MapFamily(this IEndpointRouteBuilder routes)
    {
        routes.MapPhotos();
        routes.MapInvitations();
    }
}
