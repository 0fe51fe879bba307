using System.Collections.Concurrent;
using System.Diagnostics;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>Signed-in circuits on the dashboard of the demo family, as many browsers would hold them.</summary>
/// <remarks>The first circuits warm the server up and are subtracted: what is counted is one more.</remarks>
internal sealed class CircuitBench(WebProcess product, CancellationToken ct)
{
    private const int Warm = 10;
    private const int PerSession = 5;
    private const int AtOnce = 4;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OpeningAtMost = TimeSpan.FromMinutes(2);
    private readonly ConcurrentBag<CircuitClient> circuits = [];
    private readonly ConcurrentBag<double> opening = [];
    private readonly ConcurrentBag<double> first = [];
    private readonly ConcurrentBag<double> last = [];
    private readonly ConcurrentBag<string> failures = [];
    private readonly List<string> sessions = [];

    public static async Task<IReadOnlyList<Measured>> RunAsync(int count, CancellationToken ct)
    {
        await using var product = await WebProcess.StartAsync(ct);
        var page = await FirstPage.MeasureAsync(product, ct);
        var bench = new CircuitBench(product, ct);
        try
        {
            return [.. await bench.MeasureAsync(count), page];
        }
        finally
        {
            await Task.WhenAll(bench.circuits.Select(c => c.DisposeAsync().AsTask()));
        }
    }

    private async Task<IReadOnlyList<Measured>> MeasureAsync(int count)
    {
        for (var i = 0; i <= count / PerSession; i++)
        {
            var (address, password) = product.Accounts[i % product.Accounts.Count];
            sessions.Add(await SignedIn.CookieAsync(product.Url, address, password, ct));
        }
        await OpenAsync(0, Math.Min(Warm, count));
        foreach (var circuit in circuits)
            await VisitAsync(circuit, 4, TimeSpan.Zero);
        first.Clear();
        last.Clear();
        var before = await SettledAsync();
        var warm = circuits.Count;
        await OpenAsync(warm, count);
        var after = await SettledAsync();
        var each = (after - before) / Math.Max(1, circuits.Count - warm);

        using var self = Process.GetCurrentProcess();
        var (own, server) = (self.TotalProcessorTime, product.CpuSeconds);
        var watch = Stopwatch.StartNew();
        var visits = (int)(Measured / Between);
        await Task.WhenAll(
            circuits.Select(
                async (circuit, i) =>
                {
                    await Task.Delay(Between * i / circuits.Count, ct);
                    await VisitAsync(circuit, visits, Between);
                }
            )
        );
        self.Refresh();
        var spent = (self.TotalProcessorTime - own) / watch.Elapsed;
        var used = (product.CpuSeconds - server) / watch.Elapsed.TotalSeconds;
        var dropped = circuits.Count(c => c.Dropped || c.Failure is not null);
        var p95 = first.Percentile(0.95);
        return
        [
            new(
                $"{count} circuits held, {Environment.ProcessorCount} processors",
                "none failed or dropped",
                $"{circuits.Count} opened, {failures.Count} failed, {dropped} dropped{Why()}",
                circuits.Count == count && failures.IsEmpty && dropped == 0
            ),
            new(
                "page to nothing more drawn",
                "",
                $"p50 {opening.Percentile(0.5):0} ms, p95 {opening.Percentile(0.95):0} ms ({AtOnce} at once)",
                true
            ),
            new(
                $"interaction, each navigating every {Between.TotalSeconds:0} s",
                "p95 under 150 ms",
                $"p50 {first.Percentile(0.5):0} ms, p95 {p95:0} ms, p99 {first.Percentile(0.99):0} ms of {first.Count}",
                p95 < 150
            ),
            new(
                "interaction, all of the page drawn",
                "",
                $"p50 {last.Percentile(0.5):0} ms, p95 {last.Percentile(0.95):0} ms",
                true
            ),
            new(
                "resident memory of a circuit",
                "under 1 MB",
                $"{each:0.00} MB ({before:0} MB with {warm}, {after:0} MB with {circuits.Count})",
                each < 1
            ),
            new(
                "processors meanwhile",
                "",
                $"server {used:0.00}, generator {spent:0.00} of {Environment.ProcessorCount}",
                true
            ),
        ];
    }

    private string Why() =>
        circuits.Select(c => c.Failure).OfType<string>().Concat(failures).FirstOrDefault()
            is { } why
            ? $" ({why})"
            : "";

    private async Task OpenAsync(int from, int to)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(OpeningAtMost);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(from, to - from),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    CancellationToken = enough.Token,
                },
                async (i, stop) => await OpenOneAsync(http, sessions[i / PerSession], stop)
            );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            failures.Add($"opening took longer than {OpeningAtMost.TotalMinutes:0} min");
        }
    }

    private async Task OpenOneAsync(HttpClient http, string session, CancellationToken stop)
    {
        var circuit = new CircuitClient(product.Url, session);
        try
        {
            var started = Stopwatch.GetTimestamp();
            await circuit.OpenAsync(http, "/famille", stop);
            opening.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            circuits.Add(circuit);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            failures.Add(circuit.Failure ?? e.Message);
            await circuit.DisposeAsync();
        }
    }

    /// <summary>To a person, back to the family, and so on.</summary>
    private async Task VisitAsync(CircuitClient circuit, int times, TimeSpan between)
    {
        for (var visit = 0; visit < times; visit++)
        {
            var started = Stopwatch.GetTimestamp();
            if (circuit.Dropped || circuit.Failure is not null)
                return;
            try
            {
                var path = visit % 2 == 0 ? circuit.PersonPath ?? "/carnet" : "/famille";
                var took = await circuit.NavigateAsync(path, ct);
                first.Add(took.First.TotalMilliseconds);
                last.Add(took.Last.TotalMilliseconds);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                failures.Add(circuit.Failure ?? e.Message);
                return;
            }
            var rest = between - Stopwatch.GetElapsedTime(started);
            if (visit + 1 < times && rest > TimeSpan.Zero)
                await Task.Delay(rest, ct);
        }
    }

    private async Task<double> SettledAsync()
    {
        await FullCollection.RunAsync(product.Id, ct);
        await Task.Delay(TimeSpan.FromSeconds(1), ct);
        return product.Megabytes;
    }
}
