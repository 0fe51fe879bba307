using HealthRecord.Benchmarks;

// Without arguments everything is run; with names, only what they name. A budget that is not kept shows in the exit code.
Benchmark[] all = [new("parse-1m", ct => ImportBench.ParseAsync(1_000_000, ct))];

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
var chosen = args.Length == 0 ? all : [.. all.Where(b => args.Contains(b.Name))];
if (chosen.Length == 0)
{
    Console.WriteLine($"There are: {string.Join(", ", all.Select(b => b.Name))}");
    return 1;
}

var lines = new List<Measured>();
foreach (var benchmark in chosen)
{
    Console.WriteLine($"{benchmark.Name} ...");
    lines.AddRange(await benchmark.RunAsync(stop.Token));
}
MeasuredTable.Print(lines);
return lines.All(l => l.IsKept) ? 0 : 3;
