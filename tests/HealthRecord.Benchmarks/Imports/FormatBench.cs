using System.Diagnostics;
using System.Globalization;
using HealthRecord.TestKit;

namespace HealthRecord.Benchmarks;

/// <summary>Every format: records a second and peak memory, from the file to readings that nobody keeps.</summary>
/// <remarks>Each is read by a process of its own: in a shared one, memory that the format before had would hide what this one takes.</remarks>
internal static class FormatBench
{
    /// <summary>First argument of the process that reads one file.</summary>
    public const string ReadOne = "--read-one";

    /// <summary>What an import may grow by, whatever the format (DESIGN section 8).</summary>
    private const double MostMegabytes = 250;

    public static async Task<IReadOnlyList<Measured>> RunAsync(int records, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("healthrecord-bench-").FullName;
        try
        {
            var lines = new List<Measured>();
            // A process that reads nothing: what it holds is the runtime's.
            var empty = new FormatFile("nothing", (path, _) => File.Create(path).Dispose());
            var floor = await ReadAsync(empty, 0, folder, ct);
            foreach (var format in FormatFiles.All)
            {
                var full = await ReadAsync(format, records, folder, ct);
                lines.Add(Line(format, full, (full.PeakBytes - floor.PeakBytes) / 1e6));
            }
            return lines;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Measured Line(FormatFile format, FormatPass pass, double grown) =>
        new(
            $"read {format.Name}, {pass.Taken / 1000.0:0} k {format.Counts}, {pass.FileBytes / 1e6:0.#} MB",
            $"under {MostMegabytes:0} MB",
            $"{pass.Taken / pass.Seconds / 1000:0} k {format.Counts}/s (processors {pass.Processors:0.00} s), {grown:0} MB",
            grown < MostMegabytes
        );

    private static async Task<FormatPass> ReadAsync(
        FormatFile format,
        int records,
        string folder,
        CancellationToken ct
    )
    {
        var path = Path.Combine(folder, "file");
        format.Write(path, records);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList = { ReadOne, path },
        };
        using var child = Process.Start(start)!;
        try
        {
            var said = await child.StandardOutput.ReadToEndAsync(ct);
            await child.WaitForExitAsync(ct);
            return child.ExitCode == 0
                ? FormatPass.Parse(said, new FileInfo(path).Length)
                : throw new InvalidOperationException($"{format.Name} could not be read.");
        }
        finally
        {
            if (!child.HasExited)
                child.Kill();
            File.Delete(path);
        }
    }
}

/// <summary>What a process says of the file that it read.</summary>
/// <param name="PeakBytes">The most memory that it ever had.</param>
internal sealed record FormatPass(
    long Taken,
    double Seconds,
    double Processors,
    long PeakBytes,
    long FileBytes
)
{
    public static FormatPass Parse(string said, long fileBytes)
    {
        var words = said.Split(' ');
        return new(
            long.Parse(words[0], CultureInfo.InvariantCulture),
            double.Parse(words[1], CultureInfo.InvariantCulture),
            double.Parse(words[2], CultureInfo.InvariantCulture),
            long.Parse(words[3], CultureInfo.InvariantCulture),
            fileBytes
        );
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Taken} {Seconds} {Processors} {PeakBytes}");
}
