using HealthRecord.Domain.Access;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Tests.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

public sealed class ErasePersonTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Nothing_of_an_erased_person_stays_in_any_table(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (ana, karim) = (
            await SealedWorld.PersonAsync(host, rows: 2, ct: Ct),
            await SealedWorld.PersonAsync(host, ct: Ct)
        );
        var upload = await UploadOfAsync(host, ana);

        await host.Get<ErasePerson>().RunAsync(new(ana), Ct);

        Assert.Empty(await MentionsAsync(host, ana));
        Assert.NotEmpty(await MentionsAsync(host, karim));
        Assert.False(File.Exists(upload));
        await Assert.ThrowsAsync<KeysGoneException>(() => host.Get<PersonKeys>().GetAsync(ana, Ct));
        await Assert.ThrowsAsync<KeysGoneException>(() =>
            host.Get<PersonKeys>().CreateAsync(ana, Ct)
        );
        await host.Get<ErasePerson>().RunAsync(new(ana), Ct);
    }

    [Theory, BothDatabases]
    public async Task The_child_goes_and_the_family_stays(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);

        var erasure = await host.Get<ErasePerson>().RunAsync(family.Person("Léo"), Ct);

        Assert.Empty(erasure.LeftAlone);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(
            [family.Ana.OwnPerson.Value],
            await db.Persons.Select(p => p.Id).ToListAsync(Ct)
        );
        Assert.Equal(1, await db.Households.CountAsync(Ct));
        Assert.Equal(1, await db.Users.CountAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task Who_was_alone_in_charge_leaves_the_child_named(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-28")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer)
            .BuildAsync(Ct);

        var erasure = await host.Get<ErasePerson>().RunAsync(family.Ana.OwnPerson, Ct);

        Assert.Equal([family.Person("Léo")], erasure.LeftAlone);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.False(await db.Users.AnyAsync(u => u.Id == family.Ana.Account.Value, Ct));
        Assert.False(await db.Grants.AnyAsync(g => g.AccountId == family.Ana.Account.Value, Ct));
    }

    [Theory, BothDatabases]
    public async Task The_last_member_takes_the_household_along(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        await host.Get<ErasePerson>().RunAsync(family.Ana.OwnPerson, Ct);

        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(0, await db.Households.CountAsync(Ct));
        await Assert.ThrowsAsync<KeysGoneException>(() =>
            host.Get<PersonKeys>().GetAsync(family.Household.Value, Ct)
        );
    }

    [Theory, BothDatabases]
    public async Task An_erasure_that_was_cut_off_after_the_keys_is_finished_by_the_next_start(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        await host.Get<PersonKeys>().DestroyAsync(ana, Ct);
        Assert.NotEmpty(await MentionsAsync(host, ana));

        await using var again = await host.AgainAsync(ct: Ct);

        Assert.Empty(await MentionsAsync(again, ana));
    }

    // Every table, every column that holds an id: whatever is added to the model is looked at too.
    private static async Task<List<string>> MentionsAsync(RecordHost host, Guid person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        var found = new List<string>();
        foreach (var type in db.Model.GetEntityTypes())
        foreach (var column in type.GetProperties().Where(p => p.ClrType == typeof(Guid)))
        {
            var sql =
                $"SELECT COUNT(*) AS [Value] FROM [{type.GetTableName()}] WHERE [{column.GetColumnName()}] = {{0}}";
            if ((await db.Database.SqlQueryRaw<int>(sql, person).ToListAsync(Ct))[0] > 0)
                found.Add($"{type.GetTableName()}.{column.Name}");
        }
        return found;
    }

    private static async Task<string> UploadOfAsync(RecordHost host, Guid person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        var run = await db
            .ImportRuns.Where(r => r.PersonId == person)
            .Select(r => r.Id)
            .FirstAsync(Ct);
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, "uploads"));
        var file = Path.Combine(folder.FullName, $"{run:N}.upload");
        await File.WriteAllTextAsync(file, "sealed chunks", Ct);
        return file;
    }
}
