using System.Reflection;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Security;

/// <summary>Every use case that touches a person is tried in every relation to that person.</summary>
public sealed class UseCaseMatrixTests
{
    private static readonly UseCaseRule[] Probed =
    [
        UseCaseRule.PersonDomain,
        UseCaseRule.GrantedPersons,
        UseCaseRule.MayGrant,
    ];

    private static readonly Probe[] Probes =
    [
        .. typeof(IProbes)
            .Assembly.GetTypes()
            .Where(t => t.IsClass && typeof(IProbes).IsAssignableFrom(t))
            .Select(t => (IProbes)Activator.CreateInstance(t)!)
            .SelectMany(p => p.All),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_use_case_says_by_what_right_it_runs()
    {
        var silent = typeof(Access)
            .Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && IsUseCase(t))
            .Where(t => t.GetCustomAttribute<UseCaseAccessAttribute>() is null)
            .Select(t => t.FullName);

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_use_case_about_a_person_has_a_row_in_the_matrix()
    {
        var known = Probes.Select(p => p.UseCase).ToHashSet();

        var missing = typeof(Access)
            .Assembly.GetTypes()
            .Where(t =>
                t.GetCustomAttribute<UseCaseAccessAttribute>() is { } access
                && Probed.Contains(access.Rule)
            )
            .Where(t => !known.Contains(t))
            .Select(t => $"{t.FullName}: add a Probe in Security/Probes");

        Assert.Empty(missing);
    }

    [Theory, BothDatabases]
    public async Task Every_use_case_answers_as_the_matrix_says(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var wrong = new List<string>();
        // One family for each domain, with an account in every relation and role: the attempts share it.
        foreach (var probes in Probes.GroupBy(p => p.Domain))
        {
            var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
            var callers = await CallersAsync(family, probes.Key);
            foreach (var probe in probes)
            {
                foreach (var (relation, role, actor) in callers)
                {
                    var attempt = new Attempt(
                        host,
                        family,
                        actor,
                        family.Ana,
                        family.Person("Léo"),
                        Ct
                    );
                    var allowed = await probe.IsAllowedAsync(attempt);
                    if (allowed != Expected(probe.Need, relation, role))
                        wrong.Add(
                            $"{probe.UseCase.Name}/{probe.Need}/{relation.Name}/{role}: {(allowed ? "allowed" : "refused")}"
                        );
                }
            }
        }
        Assert.Empty(wrong);
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_refused_their_own_record(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var refused = new List<string>();
        var family = await A.Family(host).BuildAsync(Ct);
        foreach (var probe in Probes.Where(p => p.Need != Need.Nobody))
        {
            var own = new Attempt(host, family, family.Ana, family.Ana, family.AnaPerson, Ct);
            if (!await probe.IsAllowedAsync(own))
                refused.Add($"{probe.UseCase.Name}/{probe.Need}");
        }
        Assert.Empty(refused);
    }

    private static async Task<List<(Relation, GrantRole, Actor)>> CallersAsync(
        TestFamily family,
        RecordDomains domain
    )
    {
        var callers = new List<(Relation, GrantRole, Actor)>();
        foreach (var relation in Relation.All)
        foreach (var role in new[] { GrantRole.Guardian, GrantRole.Carer, GrantRole.Viewer })
        {
            var name = $"{relation.Name}/{role}";
            callers.Add(
                (relation, role, await relation.EstablishAsync(family, name, role, domain, Ct))
            );
        }
        return callers;
    }

    private static bool Expected(Need need, Relation relation, GrantRole role) =>
        need switch
        {
            Need.Read => relation.Opens,
            Need.Write => relation is { Opens: true, MayWrite: true } && role != GrantRole.Viewer,
            Need.Share => relation.Holds && !relation.IsToken && role == GrantRole.Guardian,
            Need.Decide => relation is { Opens: true, MayWrite: true, IsToken: false }
                && role == GrantRole.Guardian,
            Need.WriteSomethingSignedIn => !relation.IsToken
                && Expected(Need.WriteSomething, relation, role),
            Need.WriteSomething => relation.MayWrite
                && relation.OpenOf(RecordDomains.Measures) != RecordDomains.None
                && role != GrantRole.Viewer,
            Need.Appears => relation.Holds,
            _ => false,
        };

    private static bool IsUseCase(Type type) =>
        type.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Instance) is { } run
        && run.GetParameters().Any(p => p.ParameterType == typeof(Actor));
}
