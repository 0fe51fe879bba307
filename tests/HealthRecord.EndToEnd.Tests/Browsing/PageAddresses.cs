using System.Reflection;
using System.Text.RegularExpressions;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Demo;
using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>A page of the product, as its component declares it.</summary>
/// <param name="Template">As in <c>/p/{Person:guid}/carnet</c>.</param>
/// <param name="Open">Whether nobody needs to be signed in.</param>
public sealed record PageRoute(string Template, bool Open);

/// <summary>All pages there are, found by reflection, and an address of the invented family for each.</summary>
public static partial class PageAddresses
{
    public static IReadOnlyList<PageRoute> All { get; } =
    [
        .. new[] { typeof(FeatureServices).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type =>
                type.GetCustomAttributes<RouteAttribute>()
                    .Select(route => new PageRoute(
                        route.Template,
                        type.GetCustomAttribute<AllowAnonymousAttribute>() is not null
                    ))
            )
            .OrderBy(route => route.Template, StringComparer.Ordinal),
    ];

    /// <summary>Fills in what the template leaves open. A new kind of hole needs a line here.</summary>
    public static async Task<string> FillAsync(string template, Home home, CancellationToken ct)
    {
        var path = template;
        foreach (Match hole in Hole().Matches(template))
        {
            var value = hole.Groups["name"].Value switch
            {
                "Person" when template.Contains("{Entry", StringComparison.Ordinal) => (
                    await PersonAsync(home, "Camille", ct)
                ).ToString(),
                "Person" or "Id" => (await PersonAsync(home, "Jeanne", ct)).ToString(),
                "Entry" when template.Contains("/trace/", StringComparison.Ordinal) =>
                    await home.EcgAsync(await PersonAsync(home, "Camille", ct), ct),
                "Number" => "1",
                "Entry" => await WorkoutAsync(home, "Camille", ct),
                "Tag" => await TagAsync(home, "Jeanne", "body-weight", ct),
                "Secret" => await InvitationAsync(home, ct),
                var other => throw new InvalidOperationException(
                    $"Nothing is known to put for {other} into {template}."
                ),
            };
            path = path.Replace(hole.Value, value, StringComparison.Ordinal);
        }
        return path;
    }

    public static async Task<PersonId> PersonAsync(Home home, string name, CancellationToken ct)
    {
        var camille = await home.ActorAsync(DemoFamily.CamilleAddress);
        var shown = await home.Get<ReadShownPersons>().RunAsync(camille, ct);
        return shown.Single(p => p.Name == name).Person;
    }

    /// <summary>How the address of a kind's page names it.</summary>
    public static async Task<string> TagAsync(
        Home home,
        string name,
        string kind,
        CancellationToken ct
    )
    {
        var camille = await home.ActorAsync(DemoFamily.CamilleAddress);
        var person = await PersonAsync(home, name, ct);
        var kinds = await home.Get<ReadKinds>().RunAsync(camille, person, ct);
        return kinds.Value.Single(k => k.Kind.Code == kind).Tag.ToString();
    }

    /// <summary>How the address of a workout's page names it.</summary>
    private static async Task<string> WorkoutAsync(Home home, string name, CancellationToken ct)
    {
        var camille = await home.ActorAsync(DemoFamily.CamilleAddress);
        var person = await PersonAsync(home, name, ct);
        var now = DateTime.UtcNow;
        for (var month = (now.Year * 100) + now.Month; ; month = UtcMonth.Previous(month))
        {
            var view = await home.Get<ReadTimeline>()
                .RunAsync(camille, person, month, TimelineItems.Workouts, null, ct);
            if (view.Value.Rows is [var row, ..])
                return row.WorkoutEntry!.Value.ToString();
        }
    }

    private static async Task<string> InvitationAsync(Home home, CancellationToken ct)
    {
        var address = $"{Guid.NewGuid():N}@famille.example";
        var camille = await home.ActorAsync(DemoFamily.CamilleAddress);
        await home.Get<InviteAdult>().RunAsync(camille, null, address, ct);
        var mail = (await home.App.MailAsync(address, ct))[^1];
        return Visitor.LinkIn(mail, "/invitation/").Split('/')[^1];
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
