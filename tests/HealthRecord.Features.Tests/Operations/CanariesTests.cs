using System.Text;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

public sealed class CanariesTests
{
    private static readonly string[] Words = ["zébulon-quartz-71", "Ωmega canary"];
    private static readonly decimal[] Numbers = [7391.42857m, 88412907m, -5120.7719m];

    [Fact]
    public void Every_form_is_found_in_the_control()
    {
        var canaries = new Canaries(Words, Numbers);
        var hits = canaries.Search(Canaries.Control(Words, Numbers), "control");

        // base64url stands for links, which the control does not write.
        Assert.Equal(
            canaries.FormNames.Where(f => !f.StartsWith("base64url", StringComparison.Ordinal)),
            hits.Select(h => h.Form)
                .Where(f => !f.StartsWith("base64url", StringComparison.Ordinal))
        );
        foreach (
            var form in new[]
            {
                "UTF-8",
                "UTF-16",
                "text",
                "French text",
                "double",
                "int64",
                "int32",
            }
        )
            Assert.Contains(hits, h => h.Form == form);
        for (var shift = 0; shift < 3; shift++)
            foreach (var word in Words)
                Assert.Contains(
                    hits,
                    h => h.Canary == word && h.Form == $"base64 of UTF-8, shifted by {shift}"
                );
    }

    [Fact]
    public void A_base64_of_a_whole_letter_shows_the_word_inside()
    {
        for (var before = 0; before < 7; before++)
        {
            var letter = Convert.ToBase64String(
                Encoding.UTF8.GetBytes(new string('.', before) + "zébulon-quartz-71, and more")
            );
            Assert.NotEmpty(new Canaries(Words).Search(Encoding.ASCII.GetBytes(letter), "letter"));
        }
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        var clean = Canaries.Control(["another word entirely"], [1234.5678m]);
        Assert.Empty(new Canaries(Words, Numbers).Search(clean, "clean"));
    }

    [Fact]
    public void Open_files_are_searched_too()
    {
        var folder = Directory.CreateTempSubdirectory("canaries").FullName;
        try
        {
            using var open = File.Create(Path.Combine(folder, "locked.db"));
            open.Write(Canaries.Control(Words));
            open.Flush();
            var hit = Assert.IsType<CanaryHit>(
                new Canaries(Words).SearchFolders(folder).FirstOrDefault()
            );
            Assert.EndsWith("locked.db", hit.Where, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
