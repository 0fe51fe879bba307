using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Api;

/// <summary>A whole story told over the wire: addresses and JSON as a stranger reads them in the description, nothing of our types.</summary>
public sealed class StoryTests(ProductApp app) : IClassFixture<ProductApp>
{
    private const int Piece = 1_200_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_brings_an_export_in_reads_corrects_and_takes_it_back()
    {
        using var member = await app.MemberAsync("story@example.org", Ct);
        using var http = new HttpClient { BaseAddress = app.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            member.Token
        );

        var created = await SaysAsync(
            http,
            "POST",
            "/api/v1/persons",
            201,
            """{"name":"Léo","bornOn":"2019-02-28","sex":"male","zone":"Europe/Paris"}"""
        );
        var person = $"/api/v1/persons/{created.GetProperty("id").GetString()}";

        // Two heart rates on one day, one on the next, in winter time.
        var export = AppleExport
            .With()
            .Offset("+0100")
            .HeartRate("2024-03-01 08:00:00", 62)
            .HeartRate("2024-03-01 20:00:00", 66)
            .HeartRate("2024-03-02 08:00:00", 70)
            .Beside("photos/lac.txt", Noise(2_000_000))
            .Zip();
        var announced = await SaysAsync(
            http,
            "POST",
            $"{person}/imports",
            201,
            $$"""{"fileName":"export.zip","length":{{export.Length}}}"""
        );
        var import = $"/api/v1/imports/{announced.GetProperty("id").GetString()}";
        var pieces = 0;
        for (var at = 0; at < export.Length; pieces++)
            at = await SentAsync(http, import, at, export[at..Math.Min(at + Piece, export.Length)]);
        Assert.True(pieces > 1, "The file went up in one piece.");
        var report = await DoneAsync(http, import);
        Assert.Equal(
            3,
            report.GetProperty("kinds").EnumerateArray().Sum(k => k.GetProperty("added").GetInt32())
        );

        var kinds = await SaysAsync(http, "GET", $"{person}/kinds", 200);
        var heart = $"{person}/kinds/{TagOf(kinds, "heart-rate")}";
        var weight = $"{person}/kinds/{TagOf(kinds, "body-weight")}";

        var days = (
            await SaysAsync(http, "GET", $"{heart}/days?from=2024-03-01&to=2024-03-31", 200)
        )
            .GetProperty("days")
            .EnumerateArray()
            .ToList();
        Assert.Equal(
            ["2024-03-01", "2024-03-02"],
            days.Select(d => d.GetProperty("day").GetString())
        );
        Assert.Equal(2, days[0].GetProperty("count").GetInt32());
        Assert.Equal(64, days[0].GetProperty("mean").GetDouble(), 6);
        Assert.Equal(62, days[0].GetProperty("min").GetDouble());
        Assert.Equal(66, days[0].GetProperty("max").GetDouble());

        var raw = await ReadingsAsync(
            http,
            $"{heart}/readings?from=2024-03-01T12:00:00Z&to=2024-03-02T00:00:00Z"
        );
        var evening = Assert.Single(raw);
        Assert.Equal("2024-03-01T19:00:00Z", evening.GetProperty("start").GetString());
        Assert.Equal(66, evening.GetProperty("values")[0].GetDouble());

        var added = await SaysAsync(
            http,
            "POST",
            $"{person}/readings",
            201,
            """{"kind":"body-weight","start":"2024-03-02T08:00:00+01:00","values":[16.40],"unit":"kg","note":"à jeun"}"""
        );
        var reading = $"{person}/readings/{added.GetProperty("id").GetString()}";
        var kept = Assert.Single(await ReadingsAsync(http, $"{weight}/readings"));
        Assert.Equal("16.40", kept.GetProperty("values")[0].GetRawText());
        Assert.Equal("à jeun", kept.GetProperty("note").GetString());

        var heavier =
            """{"kind":"body-weight","start":"2024-03-02T08:00:00+01:00","values":[16.60],"unit":"kg"}""";
        await SaysAsync(http, "PATCH", reading, 428, heavier);
        var corrected = await SaysAsync(http, "PATCH", reading, 200, heavier, Seen(kept));
        Assert.Equal(16.6, corrected.GetProperty("values")[0].GetDouble());
        // Somebody who still sees what stood there before corrects nothing.
        var late = await SaysAsync(http, "PATCH", reading, 412, heavier, Seen(kept));
        Assert.Equal(16.6, late.GetProperty("present").GetProperty("values")[0].GetDouble());
        await SaysAsync(http, "DELETE", reading, 204, seen: Seen(corrected));
        Assert.Empty(await ReadingsAsync(http, $"{weight}/readings"));

        // A second reading by hand: what is said by hand outlives the import.
        await SaysAsync(
            http,
            "POST",
            $"{person}/readings",
            201,
            """{"kind":"heart-rate","start":"2024-03-03T08:00:00Z","values":[80]}"""
        );
        Assert.Equal(4, (await ReadingsAsync(http, $"{heart}/readings")).Count);
        await SaysAsync(http, "POST", $"{import}/again", 409);
        await SaysAsync(http, "DELETE", import, 204);
        await SaysAsync(http, "DELETE", import, 204);
        Assert.Equal(
            "Undone",
            (await SaysAsync(http, "GET", import, 200)).GetProperty("state").GetString()
        );
        var left = Assert.Single(await ReadingsAsync(http, $"{heart}/readings"));
        Assert.Equal(80, left.GetProperty("values")[0].GetDouble());
        var daysLeft = await SaysAsync(
            http,
            "GET",
            $"{heart}/days?from=2024-03-01&to=2024-03-31",
            200
        );
        Assert.Equal(
            "2024-03-03",
            Assert
                .Single(daysLeft.GetProperty("days").EnumerateArray())
                .GetProperty("day")
                .GetString()
        );
    }

    [Fact]
    public async Task An_upload_that_nobody_wants_any_more_is_stopped()
    {
        using var member = await app.MemberAsync("stop@example.org", Ct);
        using var http = new HttpClient { BaseAddress = app.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            member.Token
        );
        var announced = await SaysAsync(
            http,
            "POST",
            $"/api/v1/persons/{member.OwnPerson}/imports",
            201,
            """{"fileName":"export.zip","length":1000}"""
        );
        var import = $"/api/v1/imports/{announced.GetProperty("id").GetString()}";

        await SaysAsync(http, "DELETE", import, 204);

        var stopped = await SaysAsync(http, "GET", import, 200);
        Assert.Equal("Cancelled", stopped.GetProperty("state").GetString());
        await SaysAsync(http, "POST", $"{import}/again", 409);
    }

    /// <summary>Text that no archive makes much smaller.</summary>
    private static string Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static string Seen(JsonElement reading) =>
        $"\"{reading.GetProperty("revision").GetInt32()}\"";

    private static string TagOf(JsonElement kinds, string code) =>
        kinds
            .EnumerateArray()
            .Single(k => k.GetProperty("code").GetString() == code)
            .GetProperty("tag")
            .GetString()!;

    private static async Task<List<JsonElement>> ReadingsAsync(HttpClient http, string address) =>
        [.. (await SaysAsync(http, "GET", address, 200)).GetProperty("readings").EnumerateArray()];

    private static async Task<int> SentAsync(
        HttpClient http,
        string import,
        int offset,
        byte[] piece
    )
    {
        using var body = new ByteArrayContent(piece);
        body.Headers.ContentType = new("application/octet-stream");
        using var answer = await http.PatchAsync($"{import}/upload?offset={offset}", body, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return said.RootElement.GetProperty("received").GetInt32();
    }

    private static async Task<JsonElement> DoneAsync(HttpClient http, string import)
    {
        JsonElement said = default;
        await Until.TrueAsync(
            async () =>
            {
                said = await SaysAsync(http, "GET", import, 200);
                return said.GetProperty("state").GetString() is not ("Waiting" or "Running");
            },
            "the end of the import",
            TimeSpan.FromMinutes(1),
            Ct
        );
        Assert.Equal("Done", said.GetProperty("state").GetString());
        return said;
    }

    private static async Task<JsonElement> SaysAsync(
        HttpClient http,
        string method,
        string address,
        int expected,
        string? body = null,
        string? seen = null
    )
    {
        using var request = new HttpRequestMessage(new(method), address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (seen is not null)
            request.Headers.TryAddWithoutValidation("If-Match", seen);
        using var answer = await http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(
            (int)answer.StatusCode == expected,
            $"{method} {address}: {(int)answer.StatusCode} {text}"
        );
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
