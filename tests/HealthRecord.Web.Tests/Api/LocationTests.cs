using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Api;

/// <summary>What was created is found where the answer says that it is.</summary>
public sealed class LocationTests(ProductApp app) : IClassFixture<ProductApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_is_created_stands_at_its_location()
    {
        using var ana = await app.MemberAsync("location-ana@example.org", Ct, "Ana");
        using var http = new HttpClient { BaseAddress = app.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ana.Token);

        var (path, created) = await CreateAsync(http, "/api/v1/persons", new { name = "Léo" });
        using (var person = await http.GetAsync(path, Ct))
            Assert.Equal(created.ToString(), await person.Content.ReadAsStringAsync(Ct));

        (path, created) = await CreateAsync(
            http,
            $"{path}/readings",
            new
            {
                kind = "body-weight",
                start = "2024-03-02T07:00:00Z",
                values = new[] { 42.5 },
                unit = "kg",
            }
        );
        using var reading = await http.GetAsync(path, Ct);
        var told = await reading.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(
            (created.GetProperty("id").GetString(), 42.5, "\"0\""),
            (
                told.GetProperty("id").GetString(),
                told.GetProperty("values")[0].GetDouble(),
                reading.Headers.ETag?.Tag
            )
        );

        // Its revision is what a correction shows, and what is deleted is not there.
        using var delete = new HttpRequestMessage(HttpMethod.Delete, path);
        delete.Headers.IfMatch.Add(reading.Headers.ETag!);
        using (var gone = await http.SendAsync(delete, Ct))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var after = await http.GetAsync(path, Ct);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    private static async Task<(string Path, JsonElement Body)> CreateAsync(
        HttpClient http,
        string path,
        object body
    )
    {
        using var answer = await http.PostAsJsonAsync(path, body, Ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (
            answer.Headers.Location!.ToString(),
            await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)
        );
    }
}
