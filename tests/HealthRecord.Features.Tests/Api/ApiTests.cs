using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Api;

/// <summary>Plain HTTP: nothing of the code is known here but the addresses that the API page gives.</summary>
public sealed class ApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_adds_a_child_imports_an_export_and_reads_corrects_and_deletes()
    {
        await using var app = ProductApp.Start();
        using var http = await ProgramAsync(app, "camille@example.org");

        var child = await SendAsync(
            http,
            HttpMethod.Post,
            "persons",
            new
            {
                name = "Léo",
                bornOn = "2010-02-28",
                zone = "Europe/Paris",
            }
        );
        Assert.Equal(HttpStatusCode.Created, child.Status);
        var person = child.Text("id");

        var export = AppleExport
            .With()
            .BornOn("2010-02-28")
            .HeartRate("2024-03-01 08:00:00", 62)
            .HeartRate("2024-03-01 08:05:00", 66)
            .Steps("2024-03-01 09:00:00", "2024-03-01 09:10:00", 800)
            .Zip();
        var announced = await SendAsync(
            http,
            HttpMethod.Post,
            $"persons/{person}/imports",
            new { fileName = "export.zip", length = export.Length }
        );
        var run = announced.Text("id");
        using var bytes = new ByteArrayContent(export);
        bytes.Headers.ContentType = new("application/octet-stream");
        using var sent = await http.PatchAsync($"imports/{run}/upload?offset=0", bytes, Ct);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var state = "";
        // The worker runs by itself: the program asks until it is done, as programs do.
        for (
            var asked = 0;
            asked < 600 && state is not ("Done" or "Refused" or "Interrupted");
            asked++
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Ct);
            state = (await SendAsync(http, HttpMethod.Get, $"imports/{run}")).Text("state");
        }
        Assert.Equal("Done", state);

        var kinds = await SendAsync(http, HttpMethod.Get, $"persons/{person}/kinds");
        var tag = kinds
            .Body.EnumerateArray()
            .Single(k => k.GetProperty("code").GetString() == "heart-rate")
            .GetProperty("tag")
            .GetString();
        var readings = await SendAsync(
            http,
            HttpMethod.Get,
            $"persons/{person}/kinds/{tag}/readings?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z"
        );
        Assert.Equal(2, readings.Body.GetProperty("readings").GetArrayLength());
        var days = await SendAsync(
            http,
            HttpMethod.Get,
            $"persons/{person}/kinds/{tag}/days?from=2024-03-01&to=2024-03-31"
        );
        Assert.Equal(64, days.Body.GetProperty("days")[0].GetProperty("mean").GetDouble(), 6);

        var key = "5f0c7a52-9d0a-4a2e-9a43-6c1e3c5a7b11";
        var weight =
            "{\"kind\":\"body-weight\",\"start\":\"2024-03-02T07:00:00+01:00\",\"values\":[42.50],\"unit\":\"kg\"}";
        var added = await RawAsync(
            http,
            HttpMethod.Post,
            $"persons/{person}/readings",
            weight,
            ("Idempotency-Key", key)
        );
        var again = await RawAsync(
            http,
            HttpMethod.Post,
            $"persons/{person}/readings",
            weight,
            ("Idempotency-Key", key)
        );
        Assert.Equal((HttpStatusCode.Created, added.Text("id")), (again.Status, again.Text("id")));
        var reading = $"persons/{person}/readings/{added.Text("id")}";
        var blind = await RawAsync(http, HttpMethod.Patch, reading, weight);
        Assert.Equal((HttpStatusCode)428, blind.Status);
        var corrected = await RawAsync(
            http,
            HttpMethod.Patch,
            reading,
            weight.Replace("42.50", "43.20", StringComparison.Ordinal),
            ("If-Match", "\"0\"")
        );
        Assert.Equal("43.20", corrected.Body.GetProperty("values")[0].GetRawText());
        var late = await RawAsync(http, HttpMethod.Patch, reading, weight, ("If-Match", "\"0\""));
        Assert.Equal(
            (HttpStatusCode.PreconditionFailed, "reading.changed"),
            (late.Status, late.Text("key"))
        );
        Assert.Equal(
            "43.20",
            late.Body.GetProperty("present").GetProperty("values")[0].GetRawText()
        );
        using var delete = new HttpRequestMessage(HttpMethod.Delete, reading);
        delete.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var deleted = await http.SendAsync(delete, Ct);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task What_is_another_familys_and_what_is_not_there_get_the_same_answer()
    {
        await using var app = ProductApp.Start();
        using var mine = await ProgramAsync(app, "camille@example.org");
        using var other = await ProgramAsync(app, "karim@example.org");
        var persons = await SendAsync(mine, HttpMethod.Get, "persons");
        var foreign = persons.Body[0].GetProperty("id").GetString();

        var theirs = await SendAsync(other, HttpMethod.Get, $"persons/{foreign}/kinds");
        var nobodys = await SendAsync(
            other,
            HttpMethod.Get,
            $"persons/{new Guid(1, 2, 3, new byte[8])}/kinds"
        );
        using var anonymous = new HttpClient { BaseAddress = new Uri(app.Url, "/api/v1/") };
        using var without = await anonymous.GetAsync("persons", Ct);

        Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
        Assert.Equal("reading.not-found", theirs.Text("key"));
        Assert.Equal(
            (theirs.Status, theirs.Text("key"), theirs.Text("title")),
            (nobodys.Status, nobodys.Text("key"), nobodys.Text("title"))
        );
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task A_program_defines_a_kind_and_lists_its_imports_and_entries()
    {
        await using var app = ProductApp.Start();
        using var http = await ProgramAsync(app, "camille@example.org");
        var persons = await SendAsync(http, HttpMethod.Get, "persons");
        var person = persons.Body[0].GetProperty("id").GetString();
        var glasses = new
        {
            name = "Verres d’eau",
            domain = "Nutrition",
            unit = "verre",
            isTotal = true,
        };

        var kind = await SendAsync(http, HttpMethod.Post, $"persons/{person}/kinds", glasses);
        var twice = await SendAsync(http, HttpMethod.Post, $"persons/{person}/kinds", glasses);
        var nowhere = await SendAsync(
            http,
            HttpMethod.Post,
            $"persons/{person}/kinds",
            new { name = "x", domain = "Everything" }
        );
        await SendAsync(
            http,
            HttpMethod.Post,
            $"persons/{person}/readings",
            new
            {
                kind = kind.Text("code"),
                start = "2024-03-02T07:00:00+01:00",
                values = new[] { 3 },
            }
        );
        var readings = await SendAsync(
            http,
            HttpMethod.Get,
            $"persons/{person}/kinds/{kind.Text("tag")}/readings"
        );

        Assert.Equal((HttpStatusCode.Created, "Nutrition"), (kind.Status, kind.Text("domain")));
        Assert.Equal(
            (HttpStatusCode.Conflict, "reading.kind-exists"),
            (twice.Status, twice.Text("key"))
        );
        Assert.Equal(HttpStatusCode.BadRequest, nowhere.Status);
        Assert.Equal(1, readings.Body.GetProperty("readings").GetArrayLength());

        var announced = await SendAsync(
            http,
            HttpMethod.Post,
            $"persons/{person}/imports",
            new { fileName = "export.zip", length = 100 }
        );
        var imports = await SendAsync(http, HttpMethod.Get, "imports");
        Assert.Equal(announced.Text("id"), imports.Body[0].GetProperty("id").GetString());

        var types = await SendAsync(http, HttpMethod.Get, $"persons/{person}/entries");
        Assert.Equal(
            ["note", "workout"],
            types.Body.EnumerateArray().Select(t => t.GetProperty("type").GetString()).Order()
        );
        foreach (var type in types.Body.EnumerateArray())
            Assert.Equal(
                HttpStatusCode.OK,
                (
                    await SendAsync(
                        http,
                        HttpMethod.Get,
                        $"persons/{person}/entries/{type.GetProperty("tag").GetString()}"
                    )
                ).Status
            );
    }

    [Fact]
    public async Task A_program_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var app = ProductApp.StartOnFakeClock(("Limits:Requests", "20"));
        using var http = await ProgramAsync(app, "camille@example.org");
        using var other = await ProgramAsync(app, "karim@example.org");
        HttpStatusCode status;
        var asked = 0;
        TimeSpan? wait;
        string? type;
        do
        {
            using var answer = await http.GetAsync("persons", Ct);
            status = answer.StatusCode;
            wait = answer.Headers.RetryAfter?.Delta;
            type = answer.Content.Headers.ContentType?.MediaType;
        } while (status == HttpStatusCode.OK && ++asked < 30);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(asked, 1, 20);
        Assert.InRange(wait!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal("application/problem+json", type);
        // Others are not slowed down, and the minute passes.
        using var theirs = await other.GetAsync("persons", Ct);
        Assert.Equal(HttpStatusCode.OK, theirs.StatusCode);
        app.Clock!.Advance(wait.Value);
        using var later = await http.GetAsync("persons", Ct);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task The_description_names_every_address_of_the_api()
    {
        await using var app = ProductApp.Start();
        using var http = new HttpClient { BaseAddress = app.Url };

        var document = JsonDocument
            .Parse(await http.GetStringAsync("/api/v1/openapi.json", Ct))
            .RootElement;
        var page = await http.GetStringAsync("/api", Ct);

        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/persons/{person}/readings/{reading}", paths);
        Assert.All(
            paths,
            p => Assert.Contains(WebUtility.HtmlEncode(p), page, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    private static async Task<HttpClient> ProgramAsync(ProductApp app, string address)
    {
        var visitor = await app.SignedUpAsync(address, ct: Ct);
        var token = await visitor.TokenAsync(1023, ct: Ct);
        var http = new HttpClient { BaseAddress = new Uri(app.Url, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static Task<Answer> SendAsync(
        HttpClient http,
        HttpMethod method,
        string path,
        object? body = null
    ) => RawAsync(http, method, path, body is null ? null : JsonSerializer.Serialize(body));

    private static async Task<Answer> RawAsync(
        HttpClient http,
        HttpMethod method,
        string path,
        string? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(text.Length > 0, $"{method} {path}: {answer.StatusCode} without a body");
        return new(answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Body)
    {
        public string Text(string property) =>
            Body.TryGetProperty(property, out var value)
                ? value.GetString() ?? ""
                : $"{Status}: {Body}";
    }
}
