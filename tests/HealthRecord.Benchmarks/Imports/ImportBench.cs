using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;

namespace HealthRecord.Benchmarks;

/// <summary>
/// Imports of generated exports through the product's own use cases, from the sealed upload on disk to durable and
/// visible, beside a bare pass of an XML reader over the same file in the same run.
/// </summary>
internal sealed class ImportBench(RecordHost host, GeneratedExport export, CancellationToken ct)
{
    private const string Ratio = "at most 2 x bare XmlReader";
    private const string Growth = "under 250 MB";

    /// <param name="passes">How often the XML is read and imported; the best of each counts, and the most memory of any.</param>
    public static async Task<IReadOnlyList<Measured>> RunAsync(
        long records,
        int passes,
        CancellationToken ct
    )
    {
        await using var export = await GeneratedExport.MakeAsync(records, ct);
        await using var host = await BenchHost.OpenAsync(ct);
        await using (var small = await GeneratedExport.MakeAsync(20_000, ct))
            await new ImportBench(host, small, ct).OnceAsync(small.XmlPath);
        return await new ImportBench(host, export, ct).MeasureAsync(records, passes);
    }

    private async Task<IReadOnlyList<Measured>> MeasureAsync(long records, int passes)
    {
        var (bare, xml) = (Worst, Worst);
        var memory = 0.0;
        AtRest? rest = null;
        for (var pass = 0; pass < passes; pass++)
        {
            bare = Better(bare, await Timed.RunAsync(() => BareXml.Pass(export.XmlPath)));
            var before = await AtRest.FileBytesAsync(host, ct);
            var (cost, person) = await OnceAsync(export.XmlPath);
            (xml, memory) = (Better(xml, cost), Math.Max(memory, cost.Megabytes));
            rest ??= await AtRest.OfAsync(host, person, before, ct);
        }
        var (zip, _) = await OnceAsync(export.ZipPath);
        var wait = await LongestWaitAsync();

        var size = records >= 1_000_000 ? $"{records / 1e6:0.#} M" : $"{records / 1000} k";
        var mega = export.XmlBytes / 1e6;
        var (heart, total) = (rest!.BytesPerHeartRate, 100.0 * rest.Bytes / export.XmlBytes);
        return
        [
            new($"bare XmlReader, {size} records, {mega:0} MB", "", Words(bare), true),
            Line($"import of XML, {size}", Ratio, bare, xml),
            // Reported beside it: unpacking and its check sum are the archive's own cost.
            Line($"import of ZIP, {size}", "", bare, zip),
            Memory($"memory growth, XML, {size}", memory),
            Memory($"memory growth, ZIP, {size}", zip.Megabytes),
            new(
                $"longest wait of a reading typed meanwhile, {size}",
                "under 2 s",
                $"{wait.Longest:0.00} s ({wait.Typed} typed)",
                wait.Longest < 2
            ),
            new(
                $"at rest, a heart rate, {size}",
                "at most 4 bytes",
                $"{heart:0.00} bytes",
                heart <= 4
            ),
            new(
                $"at rest, all, {size}",
                "at most 1.5 % of the XML",
                $"{total:0.00} % ({rest.Bytes / 1e6:0.0} MB)",
                total <= 1.5
            ),
        ];
    }

    private async Task<(Cost Cost, PersonId Person)> OnceAsync(string path)
    {
        var family = await A.Family(host).BuildAsync(ct);
        var run = await UploadAsync(family, path);
        var cost = await Timed.RunAsync(() => ImportAsync(family, run));
        await RequireDoneAsync(family, run);
        return (cost, family.AnaPerson);
    }

    private async Task ImportAsync(TestFamily family, ImportId run)
    {
        await host.Get<ImportJob>().RunAsync(run.Value, ct);
        // Visible is when somebody has looked.
        var seen = await host.Get<ReadLatest>().RunAsync(family.Ana, family.AnaPerson, null, ct);
        if (seen.Value.Kinds.Count == 0)
            throw new InvalidOperationException("The import shows nothing.");
    }

    /// <summary>The whole file, sealed, on disk.</summary>
    private async Task<ImportId> UploadAsync(TestFamily family, string path)
    {
        await using var file = File.OpenRead(path);
        var started = await host.Get<StartImport>()
            .RunAsync(family.Ana, family.AnaPerson, Path.GetFileName(path), file.Length, ct);
        var run = started.Value.Run;
        await host.Get<AppendUpload>().RunAsync(family.Ana, run, 0, file, ct);
        return run;
    }

    private async Task RequireDoneAsync(TestFamily family, ImportId run)
    {
        var view = (await host.Get<ReadImports>().OneAsync(family.Ana, run, ct)).Value;
        if (view.State != ImportState.Done)
            throw new InvalidOperationException(
                $"The import ended as {view.State}: {view.Report?.Refusal}."
            );
    }

    /// <summary>Somebody types a weight for the same person every 100 ms while the file is imported.</summary>
    private async Task<(double Longest, int Typed)> LongestWaitAsync()
    {
        var family = await A.Family(host).BuildAsync(ct);
        var run = await UploadAsync(family, export.XmlPath);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var typing = Task.Run(() => TypeAsync(family, done.Token), ct);
        await host.Get<ImportJob>().RunAsync(run.Value, ct);
        await done.CancelAsync();
        var answer = await typing;
        await RequireDoneAsync(family, run);
        return answer;
    }

    private async Task<(double Longest, int Typed)> TypeAsync(
        TestFamily family,
        CancellationToken until
    )
    {
        var (longest, typed) = (0.0, 0);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!until.IsCancellationRequested)
        {
            var at = host.Get<TimeProvider>().GetUtcNow().UtcDateTime.AddMinutes(-1 - typed);
            var form = new ReadingForm("body-weight", at, [new WrittenNumber(700 + typed, -1)]);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            var logged = await host.Get<LogReadings>()
                .RunAsync(family.Ana, family.AnaPerson, [form], Ids.New(), ct);
            var took = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (logged.Error is { } refusal)
                throw new InvalidOperationException(refusal.Key);
            (longest, typed) = (Math.Max(longest, took), typed + 1);
            try
            {
                await timer.WaitForNextTickAsync(until);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        return (longest, typed);
    }

    private static Cost Worst => new(double.MaxValue, double.MaxValue, 0);

    private static Cost Better(Cost a, Cost b) => a.Seconds < b.Seconds ? a : b;

    private static string Words(Cost cost) =>
        $"{cost.Seconds:0.00} s (processors {cost.CpuSeconds:0.00} s)";

    private static Measured Line(string what, string budget, Cost bare, Cost cost)
    {
        var ratio = cost.Seconds / bare.Seconds;
        return new(
            what,
            budget,
            $"{ratio:0.00} x bare: {Words(cost)}",
            budget.Length == 0 || ratio <= 2
        );
    }

    private static Measured Memory(string what, double megabytes) =>
        new(what, Growth, $"{megabytes:0} MB", megabytes < 250);
}
