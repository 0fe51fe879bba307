using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>What a browser without a cache fetches for the first signed-in page, compressed as it is sent, and the first drawing of its circuit.</summary>
internal static partial class FirstPage
{
    public static async Task<Measured> MeasureAsync(WebProcess product, CancellationToken ct)
    {
        var (address, password) = product.Accounts[0];
        var cookie = await SignedIn.CookieAsync(product.Url, address, password, ct);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var page = await http.GetAsync(new Uri(product.Url, "/famille"), ct);
        var html = await page.Content.ReadAsStringAsync(ct);
        var parts = Linked()
            .Matches(html)
            .Select(m => System.Net.WebUtility.HtmlDecode(m.Groups["path"].Value))
            .Where(p => !p.EndsWith('/') && !p.Contains('#'))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var sum = Encoding.UTF8.GetByteCount(html) + HeaderBytes(page);
        foreach (var part in parts)
        {
            using var answer = await http.GetAsync(new Uri(product.Url, part), ct);
            if (answer.IsSuccessStatusCode)
                sum += (await answer.Content.ReadAsByteArrayAsync(ct)).Length + HeaderBytes(answer);
        }
        long drawn;
        await using (var circuit = new CircuitClient(product.Url, cookie))
        {
            using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false });
            await circuit.OpenAsync(plain, "/famille", ct);
            drawn = circuit.Received;
        }
        var kilobytes = (sum + drawn) / 1000.0;
        return new(
            "first page over the wire",
            "under 300 KB",
            $"{kilobytes:0} KB ({parts.Count + 1} answers {sum / 1000.0:0} KB, circuit uncompressed {drawn / 1000.0:0} KB)",
            kilobytes < 300
        );
    }

    private static int HeaderBytes(HttpResponseMessage answer) =>
        answer
            .Headers.Concat(answer.Content.Headers)
            .Sum(h => h.Key.Length + 4 + h.Value.Sum(v => v.Length));

    [GeneratedRegex(
        "<(?:link|script|img)\\b[^>]*?(?:href|src)=\"(?<path>[^\"]+)\"",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Linked();
}
