using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace HealthRecord.Features.Tests.Architecture;

/// <summary>What must not stand in the repository: secrets, and paths of the machine it was written on.</summary>
public sealed partial class TreeTests
{
    [Fact]
    public void No_file_holds_a_secret()
    {
        var found = Lines().Where(l => Secret().IsMatch(l.Text)).Select(l => l.Where);

        Assert.Empty(found);
    }

    [Fact]
    public void No_file_names_a_path_of_one_machine()
    {
        var found = Lines().Where(l => MachinePath().IsMatch(l.Text)).Select(l => l.Where);

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("-----BEGIN ", "PRIVATE KEY-----")]
    [InlineData("-----BEGIN ", "EC PRIVATE KEY-----")]
    [InlineData("hrp_", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("sk_live_", "AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AKIA", "AAAAAAAAAAAAAAAA")]
    public void A_secret_would_be_found(string start, string rest) =>
        Assert.Matches(Secret(), $"x = \"{start}{rest}\"");

    [Theory]
    [InlineData("/wo", "rk/main/src")]
    [InlineData("/ro", "ot/.local")]
    [InlineData("/ho", "me/ana/code")]
    [InlineData("/Use", "rs/ana/code")]
    [InlineData("C:\\Use", "rs\\ana")]
    public void A_path_of_a_machine_would_be_found(string start, string rest) =>
        Assert.Matches(MachinePath(), $"open(\"{start}{rest}\")");

    [Fact]
    public void Every_file_of_data_has_a_line_that_says_where_it_comes_from()
    {
        var notices = string.Concat(
            Tree.Files()
                .Where(f => Path.GetFileName(f).EndsWith("NOTICE", StringComparison.Ordinal))
                .Select(f => File.ReadAllText(Path.Combine(Tree.Root, f)))
        );

        var silent = Tree.Files()
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .Where(f => Data.Contains(Path.GetExtension(f), StringComparer.Ordinal))
            .Where(f => !OwnSettings.Contains(Path.GetFileName(f), StringComparer.Ordinal))
            .Where(f =>
                !notices.Contains(Path.GetFileName(f), StringComparison.Ordinal)
                && !notices.Contains(
                    string.Join('/', Path.GetDirectoryName(f)!.Split('/')[^2..]),
                    StringComparison.Ordinal
                )
            );

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_package_of_the_bundle_is_named_in_the_notice()
    {
        var web = Path.Combine(Tree.Root, "src", "HealthRecord.Web");
        var notice = File.ReadAllText(Path.Combine(web, "NOTICE"));
        using var package = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(Path.Combine(web, "assets", "package.json"))
        );

        foreach (var group in new[] { "dependencies", "devDependencies" })
        foreach (var one in package.RootElement.GetProperty(group).EnumerateObject())
            Assert.Contains(one.Name, notice, StringComparison.Ordinal);
    }

    private static readonly string[] Data =
    [
        ".json",
        ".txt",
        ".csv",
        ".tsv",
        ".png",
        ".svg",
        ".woff2",
        ".xml",
        ".bin",
    ];

    private static readonly string[] OwnSettings =
    [
        "packages.lock.json",
        "package.json",
        "package-lock.json",
        "appsettings.json",
        "launchSettings.json",
        "BannedSymbols.txt",
    ];

    private static IEnumerable<(string Where, string Text)> Lines()
    {
        foreach (var file in Tree.Files())
        {
            var bytes = File.ReadAllBytes(Path.Combine(Tree.Root, file));
            var number = 0;
            // A binary file is looked through as well: its bytes as characters.
            foreach (var line in Encoding.Latin1.GetString(bytes).Split('\n'))
                yield return ($"{file}:{++number}", line);
        }
    }

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----|hrp_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])|[sr]k_(live|test)_[A-Za-z0-9]{20}|whsec_[A-Za-z0-9]{20}|AKIA[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36}",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"(?<![\w.$}~-])(/[w]ork/|/[r]oot/|/[h]ome/[a-z]|/[U]sers/[A-Za-z]|[A-Z]:\\[U]sers\\)",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex MachinePath();
}
