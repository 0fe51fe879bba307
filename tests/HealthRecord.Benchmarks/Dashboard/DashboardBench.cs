using System.Diagnostics;
using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Demo;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Benchmarks;

/// <summary>Server time of the two pages of the dashboard, for the demo family with one and with ten years of readings.</summary>
internal static class DashboardBench
{
    private const int Warmings = 60;
    private const int Readings = 200;

    private sealed record Times(double Median, double NinetyFifth, double Cpu);

    public static async Task<IReadOnlyList<Measured>> RunAsync(CancellationToken ct)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("fr-FR");
        var one = await FamilyAsync(1, ct);
        var ten = await FamilyAsync(10, ct);
        return
        [
            Line("family page, 6 persons, 1 year", one.Family),
            Line("family page, 6 persons, 10 years", ten.Family),
            Ratio("family page, 10 years beside 1", ten.Family, one.Family),
            Line("page of a person, 1 year", one.Person),
            Line("page of a person, 10 years", ten.Person),
            Ratio("page of a person, 10 years beside 1", ten.Person, one.Person),
        ];
    }

    private static async Task<(Times Family, Times Person)> FamilyAsync(
        int years,
        CancellationToken ct
    )
    {
        await using var host = await BenchHost.OpenAsync(ct);
        await host.Get<DemoFamily>().PrepareAsync(years, ct);
        var actor = await CamilleAsync(host, ct);
        var family = await TimesAsync(
            host,
            async services =>
            {
                var board = await services
                    .GetRequiredService<ReadFamilyBoard>()
                    .RunAsync(actor, ct);
                if (board.Cards.Count != 6 || board.Cards.Any(c => c.Lines.Count == 0))
                    throw new InvalidOperationException("A card is missing or empty.");
            }
        );
        var person = await TimesAsync(
            host,
            services =>
                services.GetRequiredService<ReadPersonBoard>().RunAsync(actor, actor.OwnPerson, ct)
        );
        return (family, person);
    }

    private static async Task<Actor> CamilleAsync(RecordHost host, CancellationToken ct)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        var account = await db.Users.SingleAsync(u => u.Email == DemoFamily.CamilleAddress, ct);
        return new(new(account.Id), new(account.OwnPersonId), Ids.New(), null);
    }

    /// <summary>One reader after the other, each in a scope of its own as a circuit is.</summary>
    private static async Task<Times> TimesAsync(RecordHost host, Func<IServiceProvider, Task> page)
    {
        var took = new List<double>(Readings);
        using var process = Process.GetCurrentProcess();
        var cpu = TimeSpan.Zero;
        for (var i = 0; i < Warmings + Readings; i++)
        {
            if (i == Warmings)
            {
                process.Refresh();
                cpu = process.TotalProcessorTime;
            }
            await using var scope = host.Services.CreateAsyncScope();
            var started = Stopwatch.GetTimestamp();
            await page(scope.ServiceProvider);
            if (i >= Warmings)
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        process.Refresh();
        var spent = (process.TotalProcessorTime - cpu).TotalMilliseconds / Readings;
        return new(took.Percentile(0.5), took.Percentile(0.95), spent);
    }

    private static Measured Line(string what, Times times) =>
        new(
            what,
            "p95 under 50 ms",
            $"{times.NinetyFifth:0} ms (median {times.Median:0} ms, processors {times.Cpu:0} ms)",
            times.NinetyFifth < 50
        );

    private static Measured Ratio(string what, Times ten, Times one)
    {
        var ratio = ten.Median / one.Median;
        return new(what, "the same", $"{ratio:0.00} x", ratio < 1.5);
    }
}
