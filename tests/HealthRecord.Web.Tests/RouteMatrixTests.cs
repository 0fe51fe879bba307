using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Appointments;
using HealthRecord.Features.HealthBook.Documents;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Import;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests;

/// <summary>Every route with an id in it, tried by everybody: authorization-matrix.tsv says what each may expect.</summary>
/// <remarks>
/// Pages that live in a circuit answer their empty frame to whoever is signed in: what stands in it is decided by the use
/// cases, and the frame names nobody. The owner tries last, so that a refused attempt that changed something shows.
/// </remarks>
public sealed class RouteMatrixTests(ProductApp app) : IClassFixture<ProductApp>
{
    private const string Weight =
        "{\"kind\":\"body-weight\",\"start\":\"2024-03-02T07:00:00Z\",\"values\":[42.5],\"unit\":\"kg\"}";

    // Files of the build.
    private static readonly string[] Open = ["{**path:file}"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_with_an_id_stands_in_the_table()
    {
        var mapped = app.Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Count > 0)
            .Where(e => !Open.Contains(e.RoutePattern.RawText, StringComparer.Ordinal))
            .SelectMany(e =>
                (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                    // Pages are mapped for forms too; those that have one are asked for it by what follows.
                    .Where(m =>
                        m != "POST"
                        || !e
                            .Metadata.OfType<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>()
                            .Any()
                    )
                    .Select(m => $"{m} {e.RoutePattern.RawText}")
            )
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            mapped,
            Rows().Select(r => $"{r.Method} {r.Route}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        using var ana = await app.MemberAsync("matrix-ana@example.org", Ct, "Ana Quetzal");
        using var carer = await app.MemberAsync("matrix-carer@example.org", Ct, "Karim");
        using var stranger = await app.MemberAsync("matrix-stranger@example.org", Ct, "Zed");
        using var nobody = app.Visitor();
        var child = await ana.Program.AddPersonAsync("Léo Quetzal", Ct);
        // A weight is a measure; the carer may keep the child's meals.
        await app.GrantAsync(carer, child, RecordDomains.Nutrition, Ct);
        var values = await ValuesAsync(ana, child);

        var wrong = new List<string>();
        foreach (var row in Rows())
        {
            var callers = new (
                string Name,
                int Expected,
                Func<HttpRequestMessage, Task<Said>> Send
            )[]
            {
                ("anonymous", row.Anonymous, r => SendAsync(nobody.Http, r)),
                ("wrong-way", row.WrongWay, r => WrongWayAsync(ana, row, r)),
                ("other-family", row.OtherFamily, r => OwnWayAsync(stranger, row, r)),
                ("other-domain", row.OtherDomain, r => OwnWayAsync(carer, row, r)),
                ("own", row.Own, r => OwnWayAsync(ana, row, r)),
            };
            foreach (var (name, expected, send) in callers)
            {
                using var request = RequestOf(row, values);
                var said = await send(request);
                if (said.Status != expected)
                    wrong.Add(
                        $"{row.Method} {row.Route} {name}: {said.Status}, not {expected}: {said.Body}"
                    );
                // Whoever holds any grant sees the name, and nobody else.
                var mayName =
                    name == "own"
                    || (name == "other-domain" && row.Route == "/api/v1/persons/{person:guid}");
                if (!mayName && said.Body.Contains("Quetzal", StringComparison.Ordinal))
                    wrong.Add($"{row.Method} {row.Route} {name}: names somebody");
                if (name != "other-family" || said.Status != 404)
                    continue;
                // What is another family's and what does not exist cannot be told apart.
                using var missing = RequestOf(row, Missing(values));
                var nothing = await send(missing);
                if (nothing != said)
                    wrong.Add($"{row.Method} {row.Route}: {said.Body} is not {nothing.Body}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private async Task<Dictionary<string, string>> ValuesAsync(Member ana, string child)
    {
        var added = await ana.Program.PostAsync($"persons/{child}/readings", Weight, Ct);
        var import = await ana.Program.ImportAsync(child, "export.zip", BadFiles.Good().Zip(), Ct);
        Assert.Equal("Done", import["state"]);
        var entries = await ana.Program.GetAsync($"persons/{child}/entries", Ct);
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["person"] = child,
            ["id"] = Guid.Parse(child).ToString("N"),
            ["tag"] = await ana.Program.TagAsync(child, "body-weight", Ct),
            ["kind"] = await ana.Program.TagAsync(child, "body-weight", Ct),
            // Under entries the tag is that of a type: of workouts, which are sport.
            ["type"] = entries.Json[0].GetProperty("tag").GetString()!,
            // A page of one workout; what is in it comes over its circuit.
            ["entry"] = Guid.NewGuid().ToString("N"),
            ["appointment"] = await AppointmentAsync(child),
            ["document"] = await DocumentAsync(child),
            ["reading"] = added["id"],
            ["run"] = import["id"],
            ["number"] = "1",
            ["secret"] = new string('A', 43),
            ["name"] = "19990101-000000-nothing.eml",
            ["documentName"] = "v1",
            ["vendor"] = "withings",
        };
    }

    private async Task<Actor> AnaAsync()
    {
        await using var db = await app.Get<HealthDbs>().ReadAsync(Ct);
        var account = await db.Users.SingleAsync(a => a.Email == "matrix-ana@example.org", Ct);
        return new(new(account.Id), new(account.OwnPersonId), null, null);
    }

    private async Task<string> DocumentAsync(string child)
    {
        // The smallest picture there is: it has a preview.
        using var png = new MemoryStream(
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            )
        );
        var kept = await app.Get<AddDocument>()
            .RunAsync(await AnaAsync(), new(Guid.Parse(child)), png, "Quetzal.png", Ct);
        return kept.Value.ToString("N");
    }

    private async Task<string> AppointmentAsync(string child)
    {
        var one = new Appointment
        {
            What = "Dentiste",
            On = new(2027, 1, 4),
            Zone = "Europe/Paris",
        };
        var saved = await app.Get<SaveBookEntry>()
            .RunAsync(await AnaAsync(), new(Guid.Parse(child)), one, null, Ct);
        return saved.Value.Value.ToString("N");
    }

    private static Dictionary<string, string> Missing(Dictionary<string, string> values)
    {
        var none = Guid.NewGuid();
        return new(values, StringComparer.OrdinalIgnoreCase)
        {
            ["person"] = none.ToString(),
            ["id"] = none.ToString("N"),
            ["run"] = none.ToString(),
        };
    }

    private static HttpRequestMessage RequestOf(Row row, Dictionary<string, string> values)
    {
        var path = Regex.Replace(
            row.Route.Replace("entries/{tag}", "entries/{type}", StringComparison.Ordinal),
            @"\{(?<name>\w+)(:\w+)?\}",
            m => Uri.EscapeDataString(values[m.Groups["name"].Value]),
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        if (path.EndsWith("/days", StringComparison.Ordinal))
            path += "?from=2024-03-01&to=2024-03-31";
        if (row is { Method: "PATCH" } && path.EndsWith("/upload", StringComparison.Ordinal))
            path += "?offset=0";
        var request = new HttpRequestMessage(new(row.Method), path);
        // What the scripts of our pages, and careful programs, send along.
        request.Headers.Add("X-HealthRecord", "upload");
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        request.Content = row switch
        {
            { Method: "GET" or "HEAD" or "DELETE" } => null,
            _ when path.Contains("/upload", StringComparison.Ordinal) => new ByteArrayContent([1])
            {
                Headers = { ContentType = new("application/octet-stream") },
            },
            _ when path.StartsWith("/depot/", StringComparison.Ordinal) => new ByteArrayContent([
                1,
            ]),
            _ when path.EndsWith("/documents/", StringComparison.Ordinal) => new ByteArrayContent([
                1,
            ]),
            _ when path.Contains("/photo", StringComparison.Ordinal) => new ByteArrayContent([1]),
            _ when path.EndsWith("/imports", StringComparison.Ordinal) => Json(
                "{\"fileName\":\"export.zip\",\"length\":100}"
            ),
            _ when path.EndsWith("/ingest", StringComparison.Ordinal) => Json(
                $"{{\"readings\":[{Weight}]}}"
            ),
            _ when path.EndsWith("/answers", StringComparison.Ordinal) => Json(
                "{\"question\":\"date-order\",\"answer\":\"dmy\"}"
            ),
            _ when path.EndsWith("/kinds", StringComparison.Ordinal) => Json(
                "{\"name\":\"Souffle\",\"unit\":\"s\",\"domain\":\"Measures\",\"decimals\":0}"
            ),
            _ when path.Contains("/readings", StringComparison.Ordinal) => Json(Weight),
            _ => new FormUrlEncodedContent([new("join", "1")]),
        };
        return request;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>A program goes to the API and a browser to the pages.</summary>
    private async Task<Said> OwnWayAsync(Member member, Row row, HttpRequestMessage request)
    {
        if (!row.IsApi)
            return await SendAsync(member.Browser.Http, await WithFormAsync(member, request));
        request.Headers.Authorization = new("Bearer", member.Token);
        using var http = new HttpClient { BaseAddress = app.Url };
        return await SendAsync(http, request);
    }

    /// <summary>The cookie of the pages opens no API, and a token no page.</summary>
    private async Task<Said> WrongWayAsync(Member member, Row row, HttpRequestMessage request)
    {
        if (row.IsApi)
            return await SendAsync(member.Browser.Http, request);
        request.Headers.Authorization = new("Bearer", member.Token);
        using var visitor = app.Visitor();
        return await SendAsync(visitor.Http, request);
    }

    // A form carries the token of the page that it stands on.
    private static async Task<HttpRequestMessage> WithFormAsync(
        Member member,
        HttpRequestMessage request
    )
    {
        if (request.Method != HttpMethod.Post)
            return request;
        var page = await member.Browser.ReadAsync("/compte/profil", Ct);
        var token = Regex.Match(
            page,
            "name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        request.Content = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token.Groups["token"].Value),
            new("join", "1"),
        ]);
        return request;
    }

    private static async Task<Said> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request, Ct);
        var body = await answer.Content.ReadAsStringAsync(Ct);
        // The number of a trace differs from one request to the next and tells nothing.
        body = Regex.Replace(
            body,
            "\"traceId\":\"[^\"]+\"",
            "",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        var status = (int)answer.StatusCode;
        return new(
            status,
            body.StartsWith("<!DOCTYPE", StringComparison.Ordinal)
            || status == (int)HttpStatusCode.OK
                ? Names(body)
                : body
        );
    }

    // Of a page only whether it names somebody counts.
    private static string Names(string body) =>
        body.Contains("Quetzal", StringComparison.Ordinal) ? "… Quetzal …" : "…";

    private static IEnumerable<Row> Rows() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "authorization-matrix.tsv"))
            .Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Split('\t'))
            .Select(c => new Row(
                c[0],
                c[1],
                int.Parse(c[2], null),
                int.Parse(c[3], null),
                int.Parse(c[4], null),
                int.Parse(c[5], null),
                int.Parse(c[6], null)
            ));

    private sealed record Said(int Status, string Body);

    private sealed record Row(
        string Method,
        string Route,
        int Anonymous,
        int WrongWay,
        int OtherFamily,
        int OtherDomain,
        int Own
    )
    {
        public bool IsApi => Route.StartsWith("/api/v1/", StringComparison.Ordinal);
    }
}
