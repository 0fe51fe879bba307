using System.Text;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Imports;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

/// <summary>What was taken for the same event told twice can be split again, and joined again.</summary>
public sealed class EchoTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_reading_taken_for_an_echo_counts_when_a_person_says_so(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await SplitsAsync(host, family, "body-weight", "29463-7", "kg", "70.5");
        await SplitsAsync(host, family, "body-temperature", "8310-5", "Cel", "37.2");
        await SplitsAsync(host, family, "glucose", "2339-0", "mg/dL", "95");
        await SplitsAsync(host, family, "spo2", "59408-5", "%", "97");
    }

    [Theory, BothDatabases]
    public async Task Both_halves_and_the_pulse_of_a_blood_pressure_go_together(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        // The second tells the same more finely: which of its parts count is seen in the means.
        foreach (
            var (device, second, values) in new (string, int, string?[])[]
            {
                ("Tensiomètre", 0, ["128", "82", null, "71"]),
                ("Téléphone", 30, ["128.4", "82.2", null, "71.4"]),
            }
        )
        {
            var item = new IngestItem(
                "blood-pressure",
                $"2026-03-01T08:00:{second:00}+01:00",
                null,
                values,
                null,
                null,
                device,
                null,
                1
            );
            var sent = await host.Get<IngestReadings>()
                .RunAsync(family.Ana, family.AnaPerson, new(device, [item]), Ids.New(), Ct);
            Assert.Equal(IngestState.Added, Assert.Single(sent.Value.Results).State);
        }
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "blood-pressure", Ct);
        var counted = await ListAsync(host, family, tag);
        var echo = Assert.Single(counted, r => r.EchoOf is not null);
        var other = Assert.Single(counted, r => r.EchoOf is null);
        Assert.Equal(Numbers(other), await MeansAsync(host, family, tag));

        var own = await SplitAsync(host, family, echo, true, Ids.New());

        Assert.Equal(echo.Values, own.Values);
        Assert.Equal((2, 0), await CountsAsync(host, family, tag));
        Assert.Equal(
            Numbers(other).Zip(Numbers(echo), (a, b) => Math.Round((a + b) / 2, 3)),
            await MeansAsync(host, family, tag)
        );
        await SplitAsync(host, family, own, false, Ids.New());
        Assert.Equal(Numbers(other), await MeansAsync(host, family, tag));
        Assert.Equal((1, 1), await CountsAsync(host, family, tag));
    }

    private static double[] Numbers(ReadingView pressure) =>
        [.. new[] { 0, 1, 3 }.Select(part => pressure.Values[part]!.Value.ToDouble())];

    /// <summary>Systolic, diastolic, pulse of the day.</summary>
    private static async Task<double[]> MeansAsync(RecordHost host, TestFamily family, KindTag tag)
    {
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, family.AnaPerson, tag, Day, Day, Ct);
        var summary = Assert.Single(days.Value.Days).Summary;
        return
        [
            .. new[] { summary.Mean, summary.Second, summary.Third }.Select(n => Math.Round(n, 3)),
        ];
    }

    private static async Task SplitsAsync(
        RecordHost host,
        TestFamily family,
        string kind,
        string loinc,
        string unit,
        string value
    )
    {
        foreach (var (device, second) in new[] { ("Balance", 0), ("Téléphone", 30) })
        {
            var run = await host.ImportAsync(
                family.Ana,
                family.AnaPerson,
                Bundle($"{kind}-{second}", device, second, loinc, unit, value),
                Ct
            );
            Assert.Equal((ImportState.Done, 1), (run.State, run.Report!.Added));
        }
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, kind, Ct);
        var echo = Assert.Single(await ListAsync(host, family, tag), r => r.EchoOf is not null);
        Assert.NotEqual(echo.Source, echo.EchoOf);
        Assert.Equal((1, 1), await CountsAsync(host, family, tag));

        var split = Ids.New();
        var own = await SplitAsync(host, family, echo, true, split);

        Assert.True(own.Own);
        Assert.DoesNotContain(await ListAsync(host, family, tag), r => r.EchoOf is not null);
        Assert.Equal((2, 0), await CountsAsync(host, family, tag));

        var joined = await SplitAsync(host, family, own, false, Ids.New());
        Assert.Equal((1, 1), await CountsAsync(host, family, tag));

        var again = await SplitAsync(host, family, joined, true, Ids.New());
        var undone = await host.Get<UndoChange>()
            .RunAsync(family.Ana, family.AnaPerson, again.Id, again.Revision, Ids.New(), Ct);
        Assert.False(undone.Value.Own);
        Assert.Equal((1, 1), await CountsAsync(host, family, tag));
    }

    private static async Task<ReadingView> SplitAsync(
        RecordHost host,
        TestFamily family,
        ReadingView reading,
        bool own,
        Guid operation
    )
    {
        var said = await host.Get<SplitReading>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                reading.Id,
                own,
                reading.Revision,
                operation,
                Ct
            );
        Assert.True(said.Succeeded, said.Error?.Key);
        return said.Value;
    }

    private static async Task<IReadOnlyList<ReadingView>> ListAsync(
        RecordHost host,
        TestFamily family,
        KindTag tag
    ) =>
        (await host.Get<ReadReadings>().OfDayAsync(family.Ana, family.AnaPerson, tag, Day, Ct))
            .Value
            .Readings;

    private static async Task<(int Count, int Echoes)> CountsAsync(
        RecordHost host,
        TestFamily family,
        KindTag tag
    )
    {
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, family.AnaPerson, tag, Day, Day, Ct);
        var summary = Assert.Single(days.Value.Days).Summary;
        return (summary.Count, summary.Echoes);
    }

    private static byte[] Bundle(
        string id,
        string device,
        int second,
        string loinc,
        string unit,
        string value
    ) =>
        Encoding.UTF8.GetBytes(
            $$$"""
            {"resourceType":"Bundle","type":"collection","entry":[{"resource":
            {"resourceType":"Observation","id":"{{{id}}}","status":"final",
            "subject":{"reference":"Patient/ana"},"device":{"display":"{{{device}}}"},
            "code":{"coding":[{"system":"http://loinc.org","code":"{{{loinc}}}"}]},
            "effectiveDateTime":"2026-03-01T08:00:{{{second:00}}}+01:00",
            "valueQuantity":{"value":{{{value}}},"unit":"{{{unit}}}","system":"http://unitsofmeasure.org","code":"{{{unit}}}"
            } }
            }]}
            """
        );
}
