using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Sweeping;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Benchmarks;

/// <summary>
/// The sweep over persons whose rows are sealed as they are in the product: nobody due, some due, and everybody under a new
/// programme. Each person has a guardian and two entries that the programme reads.
/// </summary>
internal static class SweepBench
{
    private const int FamilySize = 4;
    private const int Batch = 1000;

    public static async Task<IReadOnlyList<Measured>> RunAsync(int persons, CancellationToken ct)
    {
        await using var host = await BenchHost.OpenAsync(ct);
        await FillAsync(host, persons, ct);
        var look = host.Get<LookAtDue>();
        var first = await Timed.RunAsync(() => LookedAsync(look, persons, ct));
        var lines = new List<Measured>
        {
            Line(persons, persons, "first look at all", first, double.PositiveInfinity),
        };
        foreach (var due in new[] { 0, persons / 1000, persons / 10 })
        {
            await DueAsync(host, due, ct);
            var cost = await Timed.RunAsync(async () =>
            {
                await LookedAsync(look, due, ct);
                await host.Get<WriteLetters>().RunAsync(ct);
            });
            lines.Add(Line(persons, due, "due", cost, 30));
        }
        await LoadAsync(host, ct);
        var all = await Timed.RunAsync(() => LookedAsync(look, persons, ct));
        lines.Add(Line(persons, persons, "by a new programme", all, double.PositiveInfinity));
        return lines;
    }

    private static Measured Line(int persons, int due, string what, Cost cost, double budget) =>
        new(
            $"sweep, {persons:#,0} persons, {due:#,0} {what}",
            double.IsInfinity(budget) ? "in the background" : $"under {budget:0} s",
            $"{cost.Seconds:0.00} s (processors {cost.CpuSeconds:0.0} s, {(due == 0 ? 0 : cost.Seconds * 1e6 / due):0} µs each)",
            cost.Seconds < budget
        );

    private static async Task LookedAsync(LookAtDue look, int expected, CancellationToken ct)
    {
        var looked = await look.RunAsync(ct);
        if (looked != expected)
            throw new InvalidOperationException($"{looked} of {expected} were looked at.");
    }

    private static async Task DueAsync(RecordHost host, int due, CancellationToken ct)
    {
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        var ids = db.DueWatches.OrderBy(w => w.Stamp).Select(w => w.PersonId).Take(due);
        await db
            .DueWatches.Where(w => ids.Contains(w.PersonId))
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.LookUtc, DateTime.UnixEpoch), ct);
    }

    private static async Task LoadAsync(RecordHost host, CancellationToken ct)
    {
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        db.Add(new ProgrammeFile { Id = Ids.New(), LoadedUtc = RecordHost.Start.UtcDateTime });
        await db.SaveChangesAsync(ct);
    }

    private static async Task FillAsync(RecordHost host, int persons, CancellationToken ct)
    {
        for (var done = 0; done < persons; done += Batch)
        {
            // As they are made in the product, without a commit for each.
            var made = new List<object>(Batch * 6);
            var keys = new List<WrappedKeyRow>(Batch * 2);
            Guid account = default;
            for (var i = done; i < Math.Min(done + Batch, persons); i++)
            {
                var person = Ids.New();
                keys.Add(await KeyAsync(host, person, KeyPurpose.Data, ct));
                keys.Add(await KeyAsync(host, person, KeyPurpose.Tag, ct));
                if (i % FamilySize == 0)
                    made.Add(AccountOf(person, out account));
                made.Add(
                    Grants.New(
                        new(account),
                        new(person),
                        i % FamilySize == 0 ? GrantRole.Owner : GrantRole.Guardian,
                        DomainSets.All,
                        new(account),
                        RecordHost.Start.UtcDateTime.AddDays(-400)
                    )
                );
                made.Add(new PersonSeed(person, i));
            }
            await SaveKeysAsync(host, keys, ct);
            await SealAsync(host, made, ct);
        }
    }

    private static async Task SealAsync(RecordHost host, List<object> made, CancellationToken ct)
    {
        var secrets = host.Get<PersonKeys>();
        var rows = new List<object>(made.Count * 3);
        await secrets.WarmAsync(made.OfType<PersonSeed>().Select(s => s.Id), ct);
        foreach (var one in made)
        {
            if (one is not PersonSeed seed)
            {
                rows.Add(one);
                continue;
            }
            rows.Add(
                await host.Get<PersonStore>()
                    .NewRowAsync(
                        new(seed.Id),
                        seed.Payload,
                        RecordHost.Start.UtcDateTime.AddDays(-400),
                        ct
                    )
            );
            rows.Add(WatchMarks.New(seed.Id));
            var own = await secrets.GetAsync(seed.Id, ct);
            rows.Add(EntryCell.NewRow(own, FactAnswers.Type, seed.Facts, FactAnswers.Key));
            rows.Add(EntryCell.NewRow(own, ProgrammeDone.Type, seed.Done, seed.Done.NaturalKey));
        }
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(rows.OrderBy(r => r is not Person));
        await db.SaveChangesAsync(ct);
    }

    private static async Task SaveKeysAsync(
        RecordHost host,
        List<WrappedKeyRow> keys,
        CancellationToken ct
    )
    {
        await using var db = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(ct);
        db.AddRange(keys);
        await db.SaveChangesAsync(ct);
    }

    private static Task<WrappedKeyRow> KeyAsync(
        RecordHost host,
        Guid owner,
        KeyPurpose purpose,
        CancellationToken ct
    ) => host.Get<PersonKeys>().NewRowAsync(new KeyLabel(owner, purpose, 1), KeyState.Current, ct);

    private static Account AccountOf(Guid person, out Guid id)
    {
        id = Ids.New();
        var address = $"{id:N}@example.org";
        return new Account
        {
            Id = id,
            OwnPersonId = person,
            UserName = address,
            NormalizedUserName = address.ToUpperInvariant(),
            Email = address,
            NormalizedEmail = address.ToUpperInvariant(),
            EmailConfirmed = true,
            CreatedUtc = RecordHost.Start.UtcDateTime,
        };
    }

    /// <summary>Somebody of an age between 0 and 89, as all ages are.</summary>
    private sealed record PersonSeed(Guid Id, int Number)
    {
        private static readonly DateOnly Today = DateOnly.FromDateTime(
            RecordHost.Start.UtcDateTime
        );

        public PersonPayload Payload =>
            new()
            {
                Name = $"Personne {Number}",
                BornOn = Today.AddDays(-(Number * 7919 % (89 * 365))),
                Sex = Number % 2 == 0 ? BiologicalSex.Female : BiologicalSex.Male,
            };

        public FactAnswers Facts =>
            new()
            {
                Answers = new Dictionary<string, bool>(StringComparer.Ordinal)
                {
                    ["smoker"] = Number % 5 == 0,
                },
            };

        public ProgrammeDone Done =>
            new() { Rule = "fr.dental.mtdents", On = Today.AddDays(-(Number % 700)) };
    }
}
