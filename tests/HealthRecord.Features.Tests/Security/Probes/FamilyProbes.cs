using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Photos;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Family;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Tests.Security.Probes;

internal sealed class FamilyProbes : IProbes
{
    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadFamily), Need.Appears, RecordDomains.Facts, AppearsInFamilyAsync),
            new(typeof(ReadSharing), Need.Appears, RecordDomains.Facts, AppearsInSharingAsync),
            new(typeof(ReadPerson), Need.Read, RecordDomains.Facts, ReadPersonAsync),
            new(typeof(EditPerson), Need.Write, RecordDomains.Facts, EditPersonAsync),
            new(typeof(ReadPhoto), Need.Read, RecordDomains.Facts, ReadPhotoAsync),
            new(typeof(ChangePhoto), Need.Write, RecordDomains.Facts, ChangePhotoAsync),
            new(typeof(GrantAccess), Need.Share, RecordDomains.Facts, GrantAsync),
            new(typeof(ChangeGrant), Need.Share, RecordDomains.Facts, ChangeGrantAsync),
            new(typeof(RemovePerson), Need.Nobody, RecordDomains.Facts, RemoveAsync),
            new(typeof(KeepPerson), Need.Share, RecordDomains.Facts, KeepAsync),
            new(typeof(RevokeGrant), Need.Share, RecordDomains.Facts, RevokeAsync),
        ];

    private static async Task<bool> AppearsInFamilyAsync(Attempt a) =>
        (await a.Host.Get<ReadFamily>().RunAsync(a.Actor, a.Ct)).Persons.Any(p =>
            p.Person == a.Person
        );

    private static async Task<bool> AppearsInSharingAsync(Attempt a) =>
        (await a.Host.Get<ReadSharing>().RunAsync(a.Actor, a.Ct)).Persons.Any(p =>
            p.Person == a.Person
        );

    private static async Task<bool> ReadPersonAsync(Attempt a) =>
        (await a.Host.Get<ReadPerson>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> EditPersonAsync(Attempt a)
    {
        var name = $"{Ids.New():N}";
        var seen = (await a.Host.Get<ReadPerson>().RunAsync(a.Owner, a.Person, a.Ct)).Value;
        var edited = await a
            .Host.Get<EditPerson>()
            .RunAsync(a.Actor, a.Person, seen.Form with { Name = name }, seen.RowVersion, a.Ct);
        var after = (await a.Host.Get<ReadPerson>().RunAsync(a.Owner, a.Person, a.Ct)).Value;
        return edited.Succeeded || after.Form.Name == name;
    }

    private static async Task<bool> ReadPhotoAsync(Attempt a)
    {
        var change = a.Host.Get<ChangePhoto>();
        Assert(await change.RunAsync(a.Owner, a.Person, Pictures.Png(8, 8), a.Ct));
        return (await a.Host.Get<ReadPhoto>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;
    }

    private static async Task<bool> ChangePhotoAsync(Attempt a) =>
        (
            await a.Host.Get<ChangePhoto>().RunAsync(a.Actor, a.Person, Pictures.Png(8, 8), a.Ct)
        ).Succeeded;

    private static readonly GrantForm Looks = new(GrantRole.Viewer, RecordDomains.Facts);

    private static async Task<bool> GrantAsync(Attempt a)
    {
        // Somebody whom both know: what is refused is the right, not the acquaintance.
        var to = await a.Family.AddAdultAsync($"{Ids.New()}", a.Ct);
        var form = Looks with { Domains = await SharableAsync(a) };
        return (
            await a.Host.Get<GrantAccess>().RunAsync(a.Actor, a.Person, to.Account, form, a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> ChangeGrantAsync(Attempt a)
    {
        var domains = await SharableAsync(a);
        var grant = await LentAsync(a, domains);
        return (
            await a
                .Host.Get<ChangeGrant>()
                .RunAsync(a.Actor, a.Person, grant, Looks with { Domains = domains }, a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> RevokeAsync(Attempt a)
    {
        var grant = await LentAsync(a, RecordDomains.Facts);
        return (await a.Host.Get<RevokeGrant>().RunAsync(a.Actor, a.Person, grant, a.Ct)).Succeeded;
    }

    // The password comes last: whoever is asked for it had the right.
    private static async Task<bool> RemoveAsync(Attempt a) =>
        (await a.Host.Get<RemovePerson>().RunAsync(a.Actor, a.Person, "Léo", "?", a.Ct)).Error
            is null
                or { Key: "account.wrong-password" };

    private static async Task<bool> KeepAsync(Attempt a)
    {
        await using (var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct))
            await db
                .Persons.Where(p => p.Id == a.Person.Value)
                .ExecuteUpdateAsync(
                    s =>
                        s.SetProperty(
                            p => p.EraseAfterUtc,
                            new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc)
                        ),
                    a.Ct
                );
        var kept = await a.Host.Get<KeepPerson>().RunAsync(a.Actor, a.Person, a.Ct);
        await using var after = await a.Host.Get<HealthDbs>().ReadAsync(a.Ct);
        var waits = await after.Persons.AnyAsync(
            p => p.Id == a.Person.Value && p.EraseAfterUtc != null,
            a.Ct
        );
        Xunit.Assert.Equal(kept.Succeeded, !waits);
        return kept.Succeeded;
    }

    /// <summary>Nobody shares more than they see: the attempt asks for what the actor has, or facts where that is nothing.</summary>
    private static async Task<RecordDomains> SharableAsync(Attempt a)
    {
        var view = await a.Host.Get<ReadSharing>().RunAsync(a.Actor, a.Ct);
        var has = view.Persons.FirstOrDefault(p => p.Person == a.Person)?.Grantable;
        return has is { } some and not RecordDomains.None ? some : RecordDomains.Facts;
    }

    private static async Task<Guid> LentAsync(Attempt a, RecordDomains domains)
    {
        var to = await a.Family.AddAdultAsync($"{Ids.New()}", a.Ct);
        return await a.Family.GrantAsync(to, a.Person, GrantRole.Viewer, domains, ct: a.Ct);
    }

    private static void Assert<T>(Outcome<T> outcome) => Xunit.Assert.True(outcome.Succeeded);
}
