using System.Runtime.InteropServices;
using HealthRecord.Benchmarks;
using HealthRecord.Benchmarks.Circuits;

// Without names everything is run; with names, only what they name. --quick is a look at a smaller size, whose budgets
// say little. A budget that is not kept shows in the exit code.
if (args is [FormatBench.ReadOne, var path])
{
    Console.Write(OneFile.Read(path));
    return 0;
}
var quick = args.Contains("--quick");
var names = args.Where(a => a != "--quick").ToArray();
Benchmark[] all =
[
    new("parse", ct => ParseBench.RunAsync(quick ? 100_000 : 1_000_000, ct)),
    .. quick
        ? [new Benchmark("import-100k", ct => ImportBench.RunAsync(100_000, 3, ct))]
        : new Benchmark[]
        {
            new("import-1m", ct => ImportBench.RunAsync(1_000_000, 3, ct)),
            new("import-4m", ct => ImportBench.RunAsync(4_000_000, 1, ct)),
        },
    new("formats", ct => FormatBench.RunAsync(quick ? 20_000 : 200_000, ct)),
    new("dashboard", DashboardBench.RunAsync),
    new("sweep", ct => SweepBench.RunAsync(quick ? 5_000 : 100_000, ct)),
    new("circuits", ct => CircuitBench.RunAsync(quick ? 50 : 200, ct)),
];

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

// Whoever stops us otherwise must not leave the product's process behind.
using var term = PosixSignalRegistration.Create(
    PosixSignal.SIGTERM,
    signal =>
    {
        signal.Cancel = true;
        stop.Cancel();
    }
);
var chosen = names.Length == 0 ? all : [.. all.Where(b => names.Contains(b.Name))];
if (chosen.Length == 0)
{
    Console.WriteLine($"There are: {string.Join(", ", all.Select(b => b.Name))}");
    return 1;
}

var lines = new List<Measured>();
try
{
    foreach (var benchmark in chosen)
    {
        Console.WriteLine($"{benchmark.Name} ...");
        lines.AddRange(await benchmark.RunAsync(stop.Token));
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped.");
    return 130;
}
MeasuredTable.Print(lines);
return lines.All(l => l.IsKept) ? 0 : 3;
