using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Demo;

/// <summary>An invented family of six with ten years of readings, made once by code, the same everywhere.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
public sealed class DemoFamily
{
    public const string CamilleAddress = "camille@famille.example";
    public const string KarimAddress = "karim@famille.example";
    private const int Years = 10;
    private readonly DemoAccounts accounts;
    private readonly DemoRecord record;
    private readonly DemoMedicines medicines;
    private readonly AddPerson addPerson;
    private readonly EditPerson editPerson;
    private readonly ReadPerson readPerson;
    private readonly HealthDbs dbs;
    private readonly TimeProvider clock;

    internal DemoFamily(
        DemoAccounts accounts,
        DemoRecord record,
        DemoMedicines medicines,
        AddPerson addPerson,
        EditPerson editPerson,
        ReadPerson readPerson,
        HealthDbs dbs,
        TimeProvider clock
    )
    {
        this.accounts = accounts;
        this.record = record;
        this.medicines = medicines;
        this.addPerson = addPerson;
        this.editPerson = editPerson;
        this.readPerson = readPerson;
        this.dbs = dbs;
        this.clock = clock;
    }

    /// <summary>Makes the family where it is not there yet, and answers how its two adults sign in.</summary>
    public Task<IReadOnlyList<DemoSignIn>> PrepareAsync(CancellationToken ct) =>
        PrepareAsync(Years, ct);

    /// <param name="years">How far the readings go back.</param>
    public async Task<IReadOnlyList<DemoSignIn>> PrepareAsync(int years, CancellationToken ct)
    {
        if (await accounts.FindAsync(CamilleAddress, ct) is null)
            await CreateAsync(years, ct);
        return
        [
            await accounts.NewPasswordAsync(CamilleAddress, ct),
            await accounts.NewPasswordAsync(KarimAddress, ct),
        ];
    }

    private async Task CreateAsync(int years, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var calendar = new DemoCalendar(today, years);
        var camille = await accounts.CreateAsync(
            CamilleAddress,
            DemoMember.Camille,
            "Famille Exemple",
            ct
        );
        var karim = await accounts.CreateAsync(KarimAddress, DemoMember.Karim, null, ct);
        await DescribeAsync(camille, DemoMember.Camille, calendar, ct);
        await DescribeAsync(karim, DemoMember.Karim, calendar, ct);
        // Adults see of each other what was granted: here everything that is not sensitive.
        await GrantAsync(camille, karim.OwnPerson, karim, GrantRole.Viewer, ct);
        await GrantAsync(karim, camille.OwnPerson, camille, GrantRole.Viewer, ct);
        await record.WriteAsync(camille, camille.OwnPerson, DemoMember.Camille, calendar, ct);
        await record.WriteAsync(karim, karim.OwnPerson, DemoMember.Karim, calendar, ct);

        foreach (
            var member in DemoMember.All.Where(m =>
                m != DemoMember.Camille && m != DemoMember.Karim
            )
        )
        {
            var added = await addPerson.RunAsync(camille, FormOf(member, calendar), null, ct);
            await GrantAsync(karim, added.Value, camille, GrantRole.Guardian, ct);
            await record.WriteAsync(camille, added.Value, member, calendar, ct);
            if (member == DemoMember.Jeanne)
                await medicines.WriteAsync(added.Value, calendar, ct);
        }
    }

    private async Task DescribeAsync(
        Actor actor,
        DemoMember member,
        DemoCalendar calendar,
        CancellationToken ct
    )
    {
        var seen = await readPerson.RunAsync(actor, actor.OwnPerson, ct);
        await editPerson.RunAsync(
            actor,
            actor.OwnPerson,
            FormOf(member, calendar),
            seen.Value.RowVersion,
            ct
        );
    }

    private async Task GrantAsync(
        Actor to,
        PersonId person,
        Actor by,
        GrantRole role,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        var domains = role == GrantRole.Guardian ? DomainSets.All : DomainSets.Everything;
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(Grants.New(to.Account, person, role, domains, by.Account, now));
        await db.SaveChangesAsync(ct);
    }

    private static PersonForm FormOf(DemoMember member, DemoCalendar calendar) =>
        new()
        {
            Name = member.Name,
            BornOn = member.BornOn(calendar.Today),
            Sex = member.Sex,
            Colour = (int)(member.Seed - 11),
            Zones = [new(DateOnly.MinValue, DemoCalendar.Zone)],
        };
}
