using HealthRecord.Features.Platform.Ui;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class TokensTests
{
    private const string Css = """
        :root {
          --hr-background: light-dark(#FAF7F2, #11181b);
          --hr-corner: 12px;
        }
        """;

    [Fact]
    public void Both_sides_of_a_colour_are_read_from_one_line()
    {
        var tokens = Tokens.Parse(Css);

        Assert.Equal("#faf7f2", tokens.Light["background"]);
        Assert.Equal("#11181b", tokens.Dark["background"]);
        Assert.Single(tokens.Light);
    }

    [Fact]
    public void A_file_without_colours_is_refused_at_the_start() =>
        Assert.Throws<FormatException>(() => Tokens.Parse("body { margin: 0 }"));
}
