using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Web.Tests.Api;

/// <summary>What a program reads about the API before it is used, and what it is told when it uses it wrongly.</summary>
public sealed class DescriptionTests(ProductApp app) : IClassFixture<ProductApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_is_described_and_every_description_has_a_route()
    {
        using var http = new HttpClient { BaseAddress = app.Url };
        using var description = JsonDocument.Parse(
            await http.GetStringAsync("/api/v1/openapi.json", Ct)
        );
        var described = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {path.Name}")
            );
        var mapped = app.Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(e =>
                e.Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(m =>
                        $"{m} {e.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')}"
                    )
            )
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(mapped.Count > 10, $"{mapped.Count} routes");
        Assert.Equal(
            mapped.Order(StringComparer.Ordinal),
            described.Select(d => d.TrimEnd('/')).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_wrong_method_or_content_is_told_as_such()
    {
        using var member = await app.MemberAsync("wrong@example.org", Ct);
        using var http = new HttpClient { BaseAddress = app.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", member.Token);
        var upload = $"/api/v1/imports/{Guid.NewGuid()}/upload?offset=0";

        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(http, "PUT", upload));
        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            await StatusAsync(http, "PATCH", upload, "application/json")
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(http, "PATCH", upload, "application/octet-stream")
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "GET", "/api/v1/nothing"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "GET", "/nothing"));
    }

    [Fact]
    public async Task What_is_not_understood_is_not_guessed()
    {
        using var member = await app.MemberAsync("guess@example.org", Ct);
        var program = member.Program;
        var tag = await program.TagAsync(member.OwnPerson, "body-weight", Ct);

        foreach (var sex in new[] { "m", "1" })
        {
            var added = await program.PostAsync("persons", new { name = "Léo", sex }, Ct);
            Assert.Equal(HttpStatusCode.BadRequest, added.Status);
        }
        var page = await program.GetAsync(
            $"persons/{member.OwnPerson}/kinds/{tag}/readings?after=nothing",
            Ct
        );
        Assert.Equal(
            (HttpStatusCode.BadRequest, "reading.bad-request"),
            (page.Status, page["key"])
        );
    }

    [Fact]
    public async Task A_photo_is_found_under_either_way_to_write_the_id()
    {
        using var member = await app.MemberAsync("photo@example.org", Ct);
        var person = Guid.Parse(member.OwnPerson);
        byte[] photo = [1];
        foreach (var id in new[] { person.ToString(), person.ToString("N") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/personnes/{id}/photo");
            request.Headers.Add("X-HealthRecord", "upload");
            request.Content = new ByteArrayContent(photo);
            using var answer = await member.Browser.Http.SendAsync(request, Ct);
            // Not a photo, but the person was found.
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient http,
        string method,
        string path,
        string? type = null
    )
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (type is not null)
        {
            request.Content = new ByteArrayContent([1]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }
}
