using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed class InvitationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task An_invited_adult_joins_and_sees_and_shows_nothing_yet(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var karim = await family.AddStrangerAsync("Karim", Ct);
        var secret = await InviteAsync(host, family.Ana);

        var offer = await host.Get<ReadInvitation>().RunAsync(secret, Ct);
        var joined = await host.Get<AcceptInvitation>().RunAsync(karim, secret, Ct);

        Assert.Equal("Ana", offer.Value.Inviter);
        Assert.Equal(family.Household, joined.Value);
        var access = host.Get<Access>();
        Assert.Equal(
            [karim.OwnPerson],
            (await access.PersonsAsync(karim, Ct)).Select(p => p.Person)
        );
        Assert.Null(await access.ToAsync(family.Ana, karim.OwnPerson, Ct));
        // Who lived alone has moved: no empty household is left behind.
        Assert.Equal(
            [family.Household],
            (await host.Get<ReadFamily>().RunAsync(karim, Ct)).Households.Select(h => h.Household)
        );
    }

    [Theory, BothDatabases]
    public async Task A_new_account_can_join_while_it_signs_up(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var secret = await InviteAsync(host, family.Ana);
        var (account, person) = (new AccountId(Ids.New()), new PersonId(Ids.New()));

        var home = await host.Get<NewHousehold>()
            .RunAsync(account, person, "Karim", Ct, invitation: secret);
        var later = await host.Get<NewHousehold>()
            .RunAsync(new(Ids.New()), new(Ids.New()), "Zoé", Ct, invitation: secret);

        Assert.Equal(family.Household, home.Value);
        Assert.True(later.Succeeded);
        Assert.NotEqual(family.Household, later.Value);
    }

    [Theory, BothDatabases]
    public async Task Of_twenty_who_accept_one_link_at_once_exactly_one_joins(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var secret = await InviteAsync(host, family.Ana);
        var callers = new List<Actor>();
        for (var i = 0; i < 20; i++)
            callers.Add(await family.AddStrangerAsync($"S{i}", Ct));
        var accept = host.Get<AcceptInvitation>();

        var answers = await Task.WhenAll(
            callers.Select(c => Task.Run(() => accept.RunAsync(c, secret, Ct), Ct))
        );

        Assert.Single(answers, a => a.Succeeded);
        Assert.Equal(19, answers.Count(a => a.Error == InvitationErrors.NotValid));
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(
            2,
            await db.Memberships.CountAsync(m => m.HouseholdId == family.Household.Value, Ct)
        );
    }

    [Theory, BothDatabases]
    public async Task A_link_ends_after_a_day_and_after_one_use(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var karim = await family.AddStrangerAsync("Karim", Ct);
        var nour = await family.AddStrangerAsync("Nour", Ct);
        var accept = host.Get<AcceptInvitation>();
        var used = await InviteAsync(host, family.Ana);
        var old = await InviteAsync(host, family.Ana);

        Assert.True((await accept.RunAsync(karim, used, Ct)).Succeeded);
        Assert.Equal(InvitationErrors.NotValid, (await accept.RunAsync(nour, used, Ct)).Error);

        host.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(InvitationErrors.NotValid, (await accept.RunAsync(nour, old, Ct)).Error);
        Assert.Equal(
            InvitationErrors.NotValid,
            (await host.Get<ReadInvitation>().RunAsync(old, Ct)).Error
        );
    }

    [Theory, BothDatabases]
    public async Task Sending_again_closes_the_link_before_and_withdrawing_closes_all(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var first = await InviteAsync(host, family.Ana);
        var waiting = Assert.Single(await host.Get<ReadInvitations>().RunAsync(family.Ana, Ct));

        await host.Get<ResendInvitation>().RunAsync(family.Ana, waiting.Id, Ct);
        var second = await SecretAsync(host);

        Assert.Equal("karim@example.org", waiting.Email);
        Assert.False((await host.Get<ReadInvitation>().RunAsync(first, Ct)).Succeeded);
        Assert.True((await host.Get<ReadInvitation>().RunAsync(second, Ct)).Succeeded);

        await host.Get<WithdrawInvitation>().RunAsync(family.Ana, waiting.Id, Ct);

        Assert.False((await host.Get<ReadInvitation>().RunAsync(second, Ct)).Succeeded);
        Assert.Empty(await host.Get<ReadInvitations>().RunAsync(family.Ana, Ct));
    }

    [Theory, BothDatabases]
    public async Task An_invitation_is_touched_only_by_who_sent_it(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").BuildAsync(Ct);
        await InviteAsync(host, family.Ana);
        var waiting = Assert.Single(await host.Get<ReadInvitations>().RunAsync(family.Ana, Ct));
        var karim = family.Actor("Karim");

        Assert.Empty(await host.Get<ReadInvitations>().RunAsync(karim, Ct));
        Assert.Equal(
            FamilyErrors.NotFound,
            (await host.Get<WithdrawInvitation>().RunAsync(karim, waiting.Id, Ct)).Error
        );
        Assert.Equal(
            FamilyErrors.NotFound,
            (await host.Get<ResendInvitation>().RunAsync(karim, waiting.Id, Ct)).Error
        );
    }

    [Theory, BothDatabases]
    public async Task A_household_sends_twenty_a_day_also_when_asked_at_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").BuildAsync(Ct);
        var invite = host.Get<InviteAdult>();

        var sent = await Task.WhenAll(
            Enumerable
                .Range(0, 25)
                .Select(i =>
                    Task.Run(
                        () =>
                            invite.RunAsync(
                                i % 2 == 0 ? family.Ana : family.Actor("Karim"),
                                family.Household,
                                $"n{i}@example.org",
                                Ct
                            ),
                        Ct
                    )
                )
        );

        Assert.Equal(20, sent.Count(s => s.Succeeded));
        Assert.Equal(5, sent.Count(s => s.Error == InvitationErrors.TooMany(20)));
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(
            (await invite.RunAsync(family.Ana, family.Household, "n@example.org", Ct)).Succeeded
        );
    }

    [Theory, BothDatabases]
    public async Task A_known_and_an_unknown_address_get_the_same_answer(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var known = await family.AddStrangerAsync("Karim", Ct);
        var invite = host.Get<InviteAdult>();

        var first = await invite.RunAsync(family.Ana, null, $"{known.Account}@example.org", Ct);
        var second = await invite.RunAsync(family.Ana, null, "nobody@example.org", Ct);

        Assert.True(first.Succeeded && second.Succeeded);
        Assert.Equal(2, (await LettersAsync(host)).Count);
    }

    [Theory, BothDatabases]
    public async Task Nobody_invites_into_a_household_they_do_not_live_in(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var stranger = await family.AddStrangerAsync("Zoé", Ct);

        var invited = await host.Get<InviteAdult>()
            .RunAsync(stranger, family.Household, "x@example.org", Ct);
        var byToken = await host.Get<InviteAdult>()
            .RunAsync(
                family.Token("Ana", DomainSets.All, mayWrite: true),
                family.Household,
                "x@example.org",
                Ct
            );

        Assert.Equal(FamilyErrors.NotFound, invited.Error);
        Assert.Equal(FamilyErrors.NotFound, byToken.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("karim")]
    [InlineData("karim@")]
    [InlineData("karim@example.org, nour@example.org")]
    [InlineData("Karim <karim@example.org>")]
    [InlineData("karim@example.org\r\nBcc: x@example.org")]
    public void What_is_not_one_address_is_refused(string typed) =>
        Assert.Null(Addresses.Tidy(typed));

    internal static async Task<string> InviteAsync(RecordHost host, Actor by)
    {
        var invited = await host.Get<InviteAdult>().RunAsync(by, null, "karim@example.org", Ct);
        Assert.True(invited.Succeeded);
        return await SecretAsync(host);
    }

    private static async Task<string> SecretAsync(RecordHost host)
    {
        var letter = (await LettersAsync(host))[^1];
        return letter.Link!.Url.Split('/')[^1];
    }

    // Nothing delivers on this host: what was written lies in the outbox.
    private static Task<List<Letter>> LettersAsync(RecordHost host)
    {
        var letters = new List<Letter>();
        while (host.Get<Outbox>().TryRead(out var letter))
            letters.Add(letter.Letter);
        return Task.FromResult(letters);
    }
}
