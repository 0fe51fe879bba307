using System.Globalization;
using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Tests.Imports;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

/// <summary>The sentence of a tile: the same straight line as everywhere.</summary>
public sealed class TrendTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_day_that_is_not_over_bends_no_trend(Database database)
    {
        var sentence = await SentenceAsync(database, day => day == 0 ? 10 : 5000);

        Assert.StartsWith("Stable", sentence, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_line_that_rises_is_told_by_its_ends(Database database)
    {
        var sentence = await SentenceAsync(database, day => 6000 - (100 * day));

        // From 29 days ago to yesterday.
        Assert.Contains("28", sentence, StringComparison.Ordinal);
        Assert.Matches("2.?800", sentence);
    }

    private static async Task<string> SentenceAsync(Database database, Func<int, int> stepsOf)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var file = AppleExport.With();
        for (var ago = 29; ago >= 0; ago--)
        {
            var day = RecordHost.Start.AddDays(-ago);
            file = file.Steps(At(day, "07:00:00"), At(day, "07:30:00"), stepsOf(ago));
        }
        await host.ImportAsync(family.Ana, family.AnaPerson, file.Zip(), Ct);
        var board = await host.Get<ReadPersonBoard>().RunAsync(family.Ana, family.AnaPerson, Ct);
        return Assert.Single(board.Value.Tiles).Sentence!;
    }

    private static string At(DateTimeOffset day, string time) =>
        day.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) + time;
}
