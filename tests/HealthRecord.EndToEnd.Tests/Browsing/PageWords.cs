using System.Text.RegularExpressions;
using HealthRecord.Domain.Measures;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>What a page says, judged word by word.</summary>
internal static partial class PageWords
{
    // Texts that people read or hear, one a node; what is typed by machines for machines is left out.
    private const string Texts = """
        () => {
          const out = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode.data.trim();
            const owner = walker.currentNode.parentElement;
            if (text !== '' && !owner.closest('script, style, code, pre, datalist, template')) out.push(text);
          }
          for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
            for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
              if (e.getAttribute(name)) out.push(e.getAttribute(name).trim());
          return out;
        }
        """;

    public static async Task AssertRightAsync(IPage page, bool french)
    {
        var texts = await page.EvaluateAsync<string[]>(Texts);
        Assert.NotEmpty(texts);
        var wrong = texts
            .Where(t =>
                Key().IsMatch(t) && !File().IsMatch(t)
                || (french ? PointBetweenDigits() : CommaAsPoint()).IsMatch(t)
                || french && SignWithoutSpace().IsMatch(t)
            )
            .Distinct(StringComparer.Ordinal);
        Assert.Empty(wrong);
    }

    /// <summary>History, referrers and people behind one's back read titles and addresses: no name and no theme stands there.</summary>
    public static async Task AssertDiscreetAsync(IPage page, IEnumerable<string> names)
    {
        var title = await page.TitleAsync();
        Assert.EndsWith("HealthRecord", title, StringComparison.Ordinal);
        var said = $"{title}\n{Uri.UnescapeDataString(page.Url)}";
        var themes = KindCatalogue
            .All.SelectMany(k => new[] { k.Code, k.Name(true), k.Name(false) })
            .Where(word => word.Length > 3);
        foreach (var word in themes.Concat(names))
            Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase);
    }

    // "entry.saved" or "[entry.saved]": what stands there when a sentence is missing.
    [GeneratedRegex(
        @"^\[?[a-z][a-z0-9-]*(\.[A-Za-z0-9-]+)+\]?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Key();

    [GeneratedRegex(@"\.(zip|xml|csv)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex File();

    [GeneratedRegex(@"\d\.\d", RegexOptions.None, 1000)]
    private static partial Regex PointBetweenDigits();

    // A comma is fine between thousands.
    [GeneratedRegex(@"\d,\d{1,2}(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex CommaAsPoint();

    // « mot: » reads as a slip in French, where a no-break space stands before the sign.
    [GeneratedRegex(@"\p{L}[:;?](\s|$)|\p{L} [:;?](\s|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SignWithoutSpace();
}
