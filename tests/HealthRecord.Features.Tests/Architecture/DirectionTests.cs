using System.Xml.Linq;
using Xunit;

namespace HealthRecord.Features.Tests.Architecture;

/// <summary>Web -> Data.* -> Features -> Importers -> Domain, never back; and the Domain takes no package.</summary>
public sealed class DirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["HealthRecord.Domain"] = [],
        ["HealthRecord.Importers"] = ["HealthRecord.Domain"],
        ["HealthRecord.Features"] = ["HealthRecord.Importers"],
        ["HealthRecord.Data.Sqlite"] = ["HealthRecord.Features"],
        ["HealthRecord.Data.SqlServer"] = ["HealthRecord.Features"],
        ["HealthRecord.Web"] = ["HealthRecord.Data.Sqlite", "HealthRecord.Data.SqlServer"],
    };

    [Fact]
    public void Projects_refer_in_one_direction_only()
    {
        foreach (var (project, allowed) in Allowed)
        {
            var references = Items(project, "ProjectReference")
                .Select(p => Path.GetFileNameWithoutExtension(p));
            Assert.Equal(
                allowed.Order(StringComparer.Ordinal),
                references.Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void Every_project_of_src_has_a_direction()
    {
        var projects = Directory
            .EnumerateDirectories(Path.Combine(Tree.Root, "src"), "HealthRecord.*")
            .Select(d => Path.GetFileName(d));
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            projects.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Domain_takes_no_package_and_importers_know_neither_the_database_nor_the_web()
    {
        Assert.Empty(Items("HealthRecord.Domain", "PackageReference"));
        Assert.Empty(Items("HealthRecord.Domain", "FrameworkReference"));
        Assert.Empty(Items("HealthRecord.Importers", "FrameworkReference"));
        Assert.DoesNotContain(
            Items("HealthRecord.Importers", "PackageReference"),
            p =>
                p.Contains("EntityFramework", StringComparison.Ordinal)
                || p.Contains("AspNetCore", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Loaded_assemblies_keep_the_same_direction()
    {
        var domain = typeof(Domain.PersonId)
            .Assembly.GetReferencedAssemblies()
            .Select(a => a.Name ?? "");
        Assert.DoesNotContain(domain, n => n.StartsWith("HealthRecord", StringComparison.Ordinal));
        var features = typeof(Platform.Data.HealthDb)
            .Assembly.GetReferencedAssemblies()
            .Select(a => a.Name ?? "");
        Assert.DoesNotContain(
            features,
            n =>
                n.Contains("Sqlite", StringComparison.Ordinal)
                || n.Contains("SqlServer", StringComparison.Ordinal)
        );
    }

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument
            .Load(Path.Combine(Tree.Root, "src", project, project + ".csproj"))
            .Descendants(element)
            .Select(e => (string?)e.Attribute("Include") ?? "")
            .ToArray();
}
