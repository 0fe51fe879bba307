namespace HealthRecord.Benchmarks;

/// <summary>One line of the table: what was promised, and what was measured in this run on this machine.</summary>
public sealed record Measured(string What, string Budget, string Value, bool IsKept);

/// <summary>One named measurement. It makes its own input, and leaves nothing behind.</summary>
public sealed record Benchmark(
    string Name,
    Func<CancellationToken, Task<IReadOnlyList<Measured>>> RunAsync
);
