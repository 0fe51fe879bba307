using System.Diagnostics;

namespace HealthRecord.Features.Tests;

/// <summary>The tree of the repository, for tests about what stands in it.</summary>
internal static class Tree
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths below <see cref="Root"/> of everything that is, or could be, in the repository.</summary>
    public static IReadOnlyList<string> Files()
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (
            var word in new[] { "ls-files", "-z", "--cached", "--others", "--exclude-standard" }
        )
            start.ArgumentList.Add(word);
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git");
        var names = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        // An archive of the tree is no repository: there everything counts that is not made by a build.
        return git.ExitCode == 0
            ?
            [
                .. names
                    .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                    .Where(f => File.Exists(Path.Combine(Root, f))),
            ]
            :
            [
                .. Directory
                    .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                    .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                    .Where(f => !f.Split('/').Any(Made.Contains)),
            ];
    }

    private static readonly string[] Made = ["bin", "obj", "node_modules", "dist", ".git", ".vs"];

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "HealthRecord.sln"))
            ? from
            : FindRoot(
                Path.GetDirectoryName(from)
                    ?? throw new DirectoryNotFoundException("HealthRecord.sln")
            );
}
