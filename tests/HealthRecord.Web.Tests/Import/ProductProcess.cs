using System.Diagnostics;
using System.Globalization;

namespace HealthRecord.Web.Tests.Import;

/// <summary>The built product as a process of its own, which can be killed.</summary>
internal sealed class ProductProcess : IDisposable
{
    private const string Announced = "Now listening on: ";
    private static readonly TimeSpan Ready = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private Task rest = Task.CompletedTask;

    private ProductProcess(Process process) => this.process = process;

    public Uri Url { get; private set; } = null!;

    public static async Task<ProductProcess> StartAsync(Folders folders, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "HealthRecord.Web.dll"));
        start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        foreach (var (key, value) in folders.Settings)
            start.ArgumentList.Add($"--{key}={value}");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var product = new ProductProcess(Process.Start(start)!);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Ready);
            while (product.Url is null)
            {
                var line =
                    await product.process.StandardOutput.ReadLineAsync(patience.Token)
                    ?? throw new InvalidOperationException("The product ended before it listened.");
                if (line.IndexOf(Announced, StringComparison.Ordinal) is var at and >= 0)
                    product.Url = new(line[(at + Announced.Length)..]);
            }
            // Nobody reads on, and a full pipe would hold the process back.
            product.rest = product.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, ct);
            return product;
        }
        catch
        {
            product.Dispose();
            throw;
        }
    }

    /// <summary>How many bytes the process has read from files so far, as the system counts them.</summary>
    public long BytesRead() =>
        long.Parse(
            File.ReadLines($"/proc/{process.Id}/io")
                .First(l => l.StartsWith("rchar: ", StringComparison.Ordinal))[7..],
            CultureInfo.InvariantCulture
        );

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
        await rest;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
