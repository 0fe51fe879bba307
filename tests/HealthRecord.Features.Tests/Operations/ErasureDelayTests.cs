using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Settings;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

/// <summary>The wish to erase, the time to think again, and the deed.</summary>
public sealed class ErasureDelayTests
{
    private static readonly Caller Home = new("192.0.2.1", "Firefox, Linux");
    private static readonly TimeSpan Delay = TimeSpan.FromDays(14);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_child_is_erased_two_weeks_after_it_was_asked_and_not_before(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");

        var due = await AskAsync(host, family, leo);

        Assert.Equal(RecordHost.Start.UtcDateTime + Delay, due);
        host.Clock.Advance(Delay - TimeSpan.FromSeconds(1));
        await host.Get<EraseDue>().RunAsync(Ct);
        var waiting = (await host.Get<ReadFamily>().RunAsync(family.Ana, Ct)).Persons;
        Assert.Equal(due, waiting.Single(p => p.Person == leo).EraseAfterUtc);
        Assert.Null(waiting.Single(p => p.IsSelf).EraseAfterUtc);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Get<EraseDue>().RunAsync(Ct);
        await host.Get<EraseDue>().RunAsync(Ct);

        Assert.False(await ExistsAsync(host, leo));
        await Assert.ThrowsAsync<KeysGoneException>(() =>
            host.Get<PersonKeys>().GetAsync(leo.Value, Ct)
        );
        Assert.True(await ExistsAsync(host, family.AnaPerson));
        // Asked for, done, each said once although the job ran three times; the receipt names the seventh day.
        Assert.Equal(
            ["Un carnet sera effacé", "Un carnet est effacé"],
            Letters(host, family.Ana).Select(l => l.Subject),
            StringComparer.Ordinal
        );
        Assert.Contains(
            "16 décembre 2026",
            string.Join(' ', Letters(host, family.Ana)[^1].Paragraphs),
            StringComparison.Ordinal
        );
    }

    [Theory, BothDatabases]
    public async Task Any_guardian_thinks_again_until_the_last_moment_and_nobody_after(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithAdult("Nour")
            .WithGrant("Nour", "Léo", GrantRole.Viewer)
            .BuildAsync(Ct);
        var (leo, karim, nour) = (
            family.Person("Léo"),
            family.Actor("Karim"),
            family.Actor("Nour")
        );
        await AskAsync(host, family, leo);
        // Who only looks is told, sees the day, and cannot change it.
        Assert.Equal(
            "Un carnet que vous voyez sera effacé",
            Assert.Single(Letters(host, nour)).Subject
        );
        Assert.NotNull(
            (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value.Member.EraseAfterUtc
        );
        var keep = host.Get<KeepPerson>();
        Assert.Equal(FamilyErrors.NotFound, (await keep.RunAsync(nour, leo, Ct)).Error);
        await family.GrantAsync(karim, leo, GrantRole.Guardian, DomainSets.All, ct: Ct);

        Assert.True((await keep.RunAsync(karim, leo, Ct)).Succeeded);
        Assert.True((await keep.RunAsync(karim, leo, Ct)).Succeeded);

        Assert.Equal("Un carnet est conservé", Letters(host, nour)[^1].Subject);
        host.Clock.Advance(Delay);
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.True(await ExistsAsync(host, leo));

        await host.Get<RevokeGrant>()
            .RunAsync(karim, leo, (await GrantsOfAsync(host, karim, leo)).Single().Id, Ct);
        await AskAsync(host, family, leo);
        host.Clock.Advance(Delay);
        Assert.Equal(KeepPerson.TooLate, (await keep.RunAsync(family.Ana, leo, Ct)).Error);
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.False(await ExistsAsync(host, leo));
    }

    [Theory, BothDatabases]
    public async Task Only_the_one_guardian_who_sees_all_and_knows_the_password_asks(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (ana, leo) = (family.Ana, family.Person("Léo"));
        var password = await family.PasswordAsync("Ana", Ct);
        var his = await family.GrantAsync(
            family.Actor("Karim"),
            leo,
            GrantRole.Guardian,
            DomainSets.All,
            ct: Ct
        );
        async Task<Error?> ErrorAsync(PersonId person, string name, string? typed) =>
            (await host.Get<RemovePerson>().RunAsync(ana, person, name, typed, Ct)).Error;

        Assert.Equal(RemovePerson.OtherGuardian, await ErrorAsync(leo, "Léo", password));
        await host.Get<RevokeGrant>().RunAsync(family.Actor("Karim"), leo, his, Ct);
        Assert.Equal(RemovePerson.NameDiffers, await ErrorAsync(leo, "Lea", password));
        Assert.Equal(RemovePerson.HasAccount, await ErrorAsync(family.AnaPerson, "Ana", password));
        Assert.Equal(AccountErrors.WrongPassword, await ErrorAsync(leo, "Léo", "not this one"));
        Assert.Equal(AccountErrors.WrongPassword, await ErrorAsync(leo, "Léo", null));
        Assert.Null((await host.Get<ReadFamily>().RunAsync(ana, Ct)).Persons[^1].EraseAfterUtc);

        Assert.Null(await ErrorAsync(leo, " léo ", password));
        // Asked again, the day stays the first one.
        host.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(
            RecordHost.Start.UtcDateTime + Delay,
            (await host.Get<RemovePerson>().RunAsync(ana, leo, "Léo", password, Ct)).Value
        );
    }

    [Theory, BothDatabases]
    public async Task An_account_goes_with_whom_it_alone_looked_after_and_the_invited_adult_stays(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithChild("Mia")
            .WithAdult("Karim")
            .WithGrant("Karim", "Mia", GrantRole.Guardian)
            .WithGrant("Karim", "Ana", GrantRole.Viewer)
            .BuildAsync(Ct);
        var (leo, mia) = (family.Person("Léo"), family.Person("Mia"));
        var view = await host.Get<ReadDeletion>().RunAsync(family.Ana, Ct);
        Assert.Equal([new PersonAlone(leo, "Léo")], view.Alone);
        Assert.Equal(AccountErrors.OthersAlone, (await DeleteAsync(host, family, "Ana")).Error);

        var due = (await DeleteAsync(host, family, "Ana", leo)).Value;

        Assert.Equal(RecordHost.Start.UtcDateTime + Delay, due);
        var shown = (await host.Get<ReadFamily>().RunAsync(family.Ana, Ct)).Persons.ToDictionary(
            p => p.Person,
            p => p.EraseAfterUtc
        );
        Assert.Equal(due, shown[family.AnaPerson]);
        Assert.Equal(due, shown[leo]);
        Assert.Null(shown[mia]);
        Assert.Equal(
            KeepPerson.WithAccount,
            (await host.Get<KeepPerson>().RunAsync(family.Ana, leo, Ct)).Error
        );
        // Nobody counts on Ana any more: Karim cannot leave Mia to her.
        Assert.Equal(
            SharingErrors.LastGuardian,
            (
                await host.Get<RevokeGrant>()
                    .RunAsync(
                        family.Actor("Karim"),
                        mia,
                        (await GrantsOfAsync(host, family.Actor("Karim"), mia)).Single().Id,
                        Ct
                    )
            ).Error
        );

        host.Clock.Advance(Delay);
        await host.Get<EraseDue>().RunAsync(Ct);
        await host.Get<EraseDue>().RunAsync(Ct);

        Assert.False(await ExistsAsync(host, family.AnaPerson));
        Assert.False(await ExistsAsync(host, leo));
        Assert.True(await ExistsAsync(host, mia));
        Assert.True(await ExistsAsync(host, family.Person("Karim")));
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(
            [family.Actor("Karim").Account.Value],
            await db.Users.Select(a => a.Id).ToListAsync(Ct)
        );
        Assert.True(await db.Households.AnyAsync(h => h.Id == family.Household.Value, Ct));
        Assert.Equal(
            ["Votre compte sera supprimé", "Votre compte est supprimé"],
            Letters(host, family.Ana).Select(l => l.Subject),
            StringComparer.Ordinal
        );
        Assert.Equal(
            ["Un carnet que vous voyez sera effacé", "Un carnet est effacé"],
            Letters(host, family.Actor("Karim")).Select(l => l.Subject),
            StringComparer.Ordinal
        );
    }

    [Theory, BothDatabases]
    public async Task Whoever_finds_another_guardian_meanwhile_stays(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await DeleteAsync(host, family, "Ana", leo);

        await family.GrantAsync(
            family.Actor("Karim"),
            leo,
            GrantRole.Guardian,
            DomainSets.All,
            ct: Ct
        );

        Assert.Null(
            (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value.Member.EraseAfterUtc
        );
        host.Clock.Advance(Delay);
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.False(await ExistsAsync(host, family.AnaPerson));
        Assert.True(await ExistsAsync(host, leo));
    }

    [Theory, BothDatabases]
    public async Task Of_two_parents_who_both_leave_the_second_is_told_that_the_child_goes_along(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Guardian)
            .BuildAsync(Ct);
        var leo = family.Person("Léo");
        Assert.True((await DeleteAsync(host, family, "Ana")).Succeeded);
        host.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(AccountErrors.OthersAlone, (await DeleteAsync(host, family, "Karim")).Error);
        Assert.True((await DeleteAsync(host, family, "Karim", leo)).Succeeded);

        var last = RecordHost.Start.UtcDateTime + Delay + TimeSpan.FromDays(2);
        Assert.Equal(
            last,
            (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value.Member.EraseAfterUtc
        );
        host.Clock.Advance(TimeSpan.FromDays(12));
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.True(await ExistsAsync(host, leo));
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.False(await ExistsAsync(host, leo));
    }

    [Theory, BothDatabases]
    public async Task An_account_thinks_again_and_so_does_the_link_in_its_mail(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        Assert.Equal(
            AccountErrors.WrongPassword,
            (
                await host.Get<DeleteAccount>()
                    .RunAsync(family.Ana, "not this one", [leo], Home, Ct)
            ).Error
        );
        await DeleteAsync(host, family, "Ana", leo);

        Assert.True((await host.Get<KeepAccount>().RunAsync(family.Ana, Ct)).Succeeded);

        Assert.Equal("Votre compte est conservé", Letters(host, family.Ana)[^1].Subject);
        host.Clock.Advance(Delay);
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.True(await ExistsAsync(host, family.AnaPerson));

        await DeleteAsync(host, family, "Ana", leo);
        await AskAsync(host, family, leo);
        var connection = new ConnectionRow
        {
            Id = Ids.New(),
            PersonId = leo.Value,
            AccountId = family.Ana.Account.Value,
            SecretHash = new byte[32],
            DueUtc = host.Clock.GetUtcNow().UtcDateTime.AddYears(1),
        };
        await host.Get<ConnectionRows>()
            .SealAsync(
                connection,
                new() { Vendor = "withings", State = ConnectionState.Connected },
                Ct
            );
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            db.Add(connection);
            await db.SaveChangesAsync(Ct);
        }
        var link = Letters(host, family.Ana)[^1].Otherwise!.Url;
        await host.Get<Features.Accounts.SignIn.ThatWasNotMe>()
            .RunAsync(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..], null, Ct);
        await using (var db = await host.Get<HealthDbs>().ReadAsync(Ct))
            Assert.Empty(await db.Connections.ToListAsync(Ct));
        host.Clock.Advance(Delay);
        await host.Get<EraseDue>().RunAsync(Ct);
        Assert.True(await ExistsAsync(host, family.AnaPerson));
        Assert.True(await ExistsAsync(host, leo));
    }

    [Theory, BothDatabases]
    public async Task That_was_not_me_brings_an_address_back_that_somebody_has_taken_meanwhile(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var squatter = await family.AddStrangerAsync("Zed", Ct);
        var own = $"{family.Ana.Account}@example.org";
        string secret;
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var ana = (await db.FindAsync<Account>([family.Ana.Account.Value], Ct))!;
            ana.Email = ana.UserName = "thief@example.org";
            ana.NormalizedEmail = ana.NormalizedUserName = "THIEF@EXAMPLE.ORG";
            await db.SaveChangesAsync(Ct);
            var zed = (await db.FindAsync<Account>([squatter.Account.Value], Ct))!;
            zed.Email = zed.UserName = own;
            zed.NormalizedEmail = zed.NormalizedUserName = host.Get<Addresses>().Key(own);
            zed.EmailConfirmed = false;
            secret = host.Get<MailSecrets>().Add(db, ana.Id, MailTokenPurpose.EndSessions);
            await db.SaveChangesAsync(Ct);
        }
        var proof = host.Get<AddressProof>().Make(own, secret);

        var ended = await host.Get<Features.Accounts.SignIn.ThatWasNotMe>()
            .RunAsync(secret, proof, Ct);

        Assert.True(ended.Succeeded, ended.Error?.Key);
        Assert.False(await ExistsAsync(host, squatter.OwnPerson));
        await using var read = await host.Get<HealthDbs>().ReadAsync(Ct);
        var account = await read.Users.SingleAsync(a => a.Id == family.Ana.Account.Value, Ct);
        Assert.Equal((own, true), (account.Email, account.EmailConfirmed));
    }

    [Theory, BothDatabases]
    public async Task After_the_day_an_account_cannot_be_kept(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await DeleteAsync(host, family, "Ana");
        host.Clock.Advance(Delay);

        Assert.Equal(
            AccountErrors.TooLate,
            (await host.Get<KeepAccount>().RunAsync(family.Ana, Ct)).Error
        );
    }

    private static async Task<DateTime> AskAsync(RecordHost host, TestFamily family, PersonId who)
    {
        var password = await family.PasswordAsync("Ana", Ct);
        return (
            await host.Get<RemovePerson>().RunAsync(family.Ana, who, "Léo", password, Ct)
        ).Value;
    }

    private static async Task<Outcome<DateTime>> DeleteAsync(
        RecordHost host,
        TestFamily family,
        string adult,
        params PersonId[] named
    )
    {
        var password = await family.PasswordAsync(adult, Ct);
        return await host.Get<DeleteAccount>()
            .RunAsync(family.Actor(adult), password, named, Home, Ct);
    }

    private static async Task<bool> ExistsAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.Persons.AnyAsync(p => p.Id == person.Value, Ct);
    }

    private static async Task<List<Grant>> GrantsOfAsync(RecordHost host, Actor actor, PersonId on)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db
            .Grants.Where(g => g.AccountId == actor.Account.Value && g.PersonId == on.Value)
            .ToListAsync(Ct);
    }

    // What was posted and not yet delivered: no worker runs here.
    private static List<Letter> Letters(RecordHost host, Actor to) =>
        [.. host.Get<Outbox>().Waiting.Where(l => l.To == $"{to.Account}@example.org")];
}
