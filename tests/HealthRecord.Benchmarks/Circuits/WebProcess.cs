using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>The product as it is shipped: published, in Production, with the demo family, in a process and folders of its own.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string folder;
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private WebProcess(string folder, Uri url, Process process)
    {
        (this.folder, Url, this.process) = (folder, url, process);
        process.OutputDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public int Id => process.Id;

    /// <summary>Address and password of the two adults, as the console shows them.</summary>
    public IReadOnlyList<(string Address, string Password)> Accounts =>
        [
            .. said.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(w => w is [var address, _] && address.Contains('@'))
                .Select(w => (w[0], w[1])),
        ];

    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    public static async Task<WebProcess> StartAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("healthrecord-web-").FullName;
        var web = Path.Combine(folder, "web");
        await PublishAsync(web, ct);
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = web,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(web, "HealthRecord.Web.dll"),
                "--demo",
                $"--Urls={url.GetLeftPart(UriPartial.Authority)}",
                $"--PublicUrl={url.GetLeftPart(UriPartial.Authority)}",
                // All circuits come from one address and two accounts here.
                "--Limits:SignIns=100000",
                "--Limits:Requests=100000",
            },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_ENVIRONMENT"] = "Production",
                ["XDG_DATA_HOME"] = Path.Combine(folder, "data"),
                ["XDG_CONFIG_HOME"] = Path.Combine(folder, "config"),
            },
        };
        var product = new WebProcess(folder, url, Process.Start(start)!);
        try
        {
            await product.ReadyAsync(ct);
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Url, "/health/live"), ct);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
            await Task.Delay(200, ct);
        }
        throw new InvalidOperationException(
            $"The product did not start: {string.Join('\n', said.TakeLast(5))}"
        );
    }

    private static async Task PublishAsync(string to, CancellationToken ct)
    {
        var house = new DirectoryInfo(AppContext.BaseDirectory);
        while (house is not null && !File.Exists(Path.Combine(house.FullName, "HealthRecord.sln")))
            house = house.Parent;
        var project = Path.Combine(
            house?.FullName ?? throw new InvalidOperationException("Run from the source tree."),
            "src",
            "HealthRecord.Web"
        );
        using var publish = Process.Start(
            new ProcessStartInfo("dotnet")
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                ArgumentList = { "publish", project, "-c", "Release", "-o", to, "-v", "q" },
            }
        )!;
        var output = await publish.StandardOutput.ReadToEndAsync(ct);
        await publish.WaitForExitAsync(ct);
        if (publish.ExitCode != 0)
            throw new InvalidOperationException(output);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
