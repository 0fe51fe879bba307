using System.Globalization;
using Bunit;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Dashboard.Traces;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>An electrocardiogram is kept with its curve, once, by everybody who carried it.</summary>
public sealed class EcgImportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task It_is_kept_once_and_goes_with_the_last_import_that_carried_it(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var first = await host.ImportAsync(family.Ana, family.AnaPerson, Export(1), Ct);
        // A later export has it again, beside a new one.
        var second = await host.ImportAsync(family.Ana, family.AnaPerson, Export(2), Ct);

        Assert.Equal((1, 0), (first.Report!.EcgsAdded, first.Report.EcgsAlreadyThere));
        Assert.Equal((1, 1), (second.Report!.EcgsAdded, second.Report.EcgsAlreadyThere));
        Assert.Equal(2, (await ShownAsync(host, family, family.AnaPerson)).Count);
        await UndoAsync(host, family, second);
        var left = Assert.Single(await ShownAsync(host, family, family.AnaPerson));
        Assert.Equal([first.Run.Value], left.Ecg.Imports);
        await UndoAsync(host, family, first);
        Assert.Empty(await ShownAsync(host, family, family.AnaPerson));
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty(
            (
                await host.Get<EntryStore>().ReadAsync(db, family.AnaPerson, EcgCurve.Type, Ct)
            ).Entries
        );
    }

    [Fact]
    public async Task It_moves_with_its_import_and_is_read_as_it_was_recorded()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Export(1), Ct);

        Assert.Null((await host.Get<MoveImport>().RunAsync(family.Ana, run.Run, leo, Ct)).Error);

        Assert.Empty(await ShownAsync(host, family, family.AnaPerson));
        var view = Assert.Single(await ShownAsync(host, family, leo));
        Assert.Equal("Sinus Rhythm", view.Ecg.Verdict);
        Assert.Equal(Samples(1).Select(s => (int)Math.Round(s * 1000)), view.Nanovolts);
    }

    [Fact]
    public async Task Its_page_draws_the_curve_and_says_nothing_but_the_words_of_the_device()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await host.ImportAsync(family.Ana, family.AnaPerson, Export(1), Ct);
        var view = Assert.Single(await ShownAsync(host, family, family.AnaPerson));
        await using var pages = new FamilyPages(host, family.Ana);

        var page = pages.Render<TracePage>(p =>
            p.Add(t => t.Person, family.AnaPerson.Value).Add(t => t.Entry, view.Entry.Value)
        );

        page.WaitForElement(".hr-trace");
        // 30 seconds in strips of 10.
        Assert.Equal(3, page.FindAll("svg.hr-trace polyline").Count);
        Assert.Contains("Sinus Rhythm", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("normal", page.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            page.FindAll("title"),
            t => t.TextContent.Contains("cardio", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void A_peak_narrower_than_the_screen_stays_in_the_drawing()
    {
        var flat = new int[5120];
        flat[2563] = 1_200_000;

        var drawing = TraceDrawing.Of(flat, 512)!;

        // From -0.5 to 1.5 mV: the peak stands 0.3 mV below the upper edge.
        Assert.Equal(80, drawing.Height);
        Assert.Contains(",12", Assert.Single(drawing.Strips).Points, StringComparison.Ordinal);
        Assert.Null(TraceDrawing.Of([1], 512));
    }

    [Fact]
    public void A_trace_comes_back_as_it_was()
    {
        int[] samples = [0, -1, int.MaxValue, int.MinValue, 716_920];
        Assert.Equal(samples, TraceCodec.Decode(TraceCodec.Encode(samples)));
        Assert.Throws<SegmentDamagedException>(() => TraceCodec.Decode([1, 200, 1, 0]));
        Assert.Throws<SegmentDamagedException>(() => TraceCodec.Decode([9]));
    }

    private static async Task UndoAsync(RecordHost host, TestFamily family, ImportRunView run) =>
        Assert.Null((await host.Get<UndoImport>().RunAsync(family.Ana, run.Run, Ct)).Error);

    /// <summary>As the logbook of the month leads to them.</summary>
    private static async Task<IReadOnlyList<EcgView>> ShownAsync(
        RecordHost host,
        TestFamily family,
        PersonId person
    )
    {
        var month = await host.Get<ReadTimeline>()
            .RunAsync(family.Ana, person, 202503, TimelineItems.Readings, null, Ct);
        var views = new List<EcgView>();
        foreach (var entry in month.Value.Rows.Select(r => r.EcgEntry).OfType<EntryId>())
            views.Add((await host.Get<ReadEcg>().RunAsync(family.Ana, person, entry, Ct)).Value);
        return views;
    }

    private static byte[] Export(int traces)
    {
        var export = AppleExport.With();
        for (var n = 1; n <= traces; n++)
            export.Beside(
                $"apple_health_export/electrocardiograms/ecg_{n}.csv",
                $"Name,Ana\nRecorded Date,2025-03-0{n + 1} 08:15:35 +0000\nClassification,Sinus Rhythm\nDevice,\"Watch7,2\"\nSample Rate,512 hertz\nLead,Lead I\nUnit,µV\n\n"
                    + string.Join(
                        '\n',
                        Samples(n).Select(s => s.ToString("0.000", CultureInfo.InvariantCulture))
                    )
            );
        return export.Zip();
    }

    /// <summary>Half a minute in microvolts.</summary>
    private static IEnumerable<double> Samples(int seed) =>
        Enumerable
            .Range(0, 30 * 512)
            .Select(i => Math.Round(i % 400 == seed ? 950.125 : Math.Sin(i / 40.0) * 80, 3));
}
