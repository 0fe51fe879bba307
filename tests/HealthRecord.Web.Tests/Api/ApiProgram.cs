using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace HealthRecord.Web.Tests.Api;

/// <summary>A program that somebody gave a token to: plain HTTP and JSON, and nothing of the product's code.</summary>
public sealed class ApiProgram : IDisposable
{
    private const int Piece = 8 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Ends =
    [
        "Done",
        "Refused",
        "Interrupted",
        "Undone",
        "Cancelled",
        "Asking",
    ];
    private readonly HttpClient http;

    public ApiProgram(Uri product, string? token)
    {
        http = new HttpClient { BaseAddress = new Uri(product, "/api/v1/") };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                token
            );
    }

    public Task<ApiAnswer> GetAsync(string path, CancellationToken ct) =>
        SendAsync(HttpMethod.Get, path, null, ct);

    public Task<ApiAnswer> PostAsync(
        string path,
        object body,
        CancellationToken ct,
        params (string Name, string Value)[] headers
    ) => SendAsync(HttpMethod.Post, path, body, ct, headers);

    /// <param name="body">Text is sent as it is, anything else as its JSON.</param>
    public async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken ct,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body),
                Encoding.UTF8,
                "application/json"
            );
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, ct);
        return await ApiAnswer.OfAsync(answer, ct);
    }

    public async Task<ApiAnswer> SendPieceAsync(
        string run,
        long offset,
        ReadOnlyMemory<byte> piece,
        CancellationToken ct
    )
    {
        using var bytes = new ReadOnlyMemoryContent(piece);
        bytes.Headers.ContentType = new("application/octet-stream");
        using var answer = await http.PatchAsync(
            $"imports/{run}/upload?offset={offset}",
            bytes,
            ct
        );
        return await ApiAnswer.OfAsync(answer, ct);
    }

    /// <summary>A person without an account, in the token's family.</summary>
    public async Task<string> AddPersonAsync(
        string name,
        CancellationToken ct,
        string? bornOn = null,
        string zone = "Europe/Paris"
    )
    {
        var added = await PostAsync(
            "persons",
            new
            {
                name,
                bornOn,
                zone,
            },
            ct
        );
        Assert.Equal(HttpStatusCode.Created, added.Status);
        return added["id"];
    }

    /// <summary>Announces a file and sends it in pieces.</summary>
    /// <returns>The id of its import.</returns>
    public async Task<string> UploadAsync(
        string person,
        string fileName,
        ReadOnlyMemory<byte> file,
        CancellationToken ct
    )
    {
        var started = await PostAsync(
            $"persons/{person}/imports",
            new { fileName, length = file.Length },
            ct
        );
        Assert.Equal(HttpStatusCode.Created, started.Status);
        var run = started["id"];
        for (var at = (int)started.Json.GetProperty("received").GetInt64(); at < file.Length; )
        {
            var piece = file.Slice(at, Math.Min(Piece, file.Length - at));
            var kept = await SendPieceAsync(run, at, piece, ct);
            Assert.Equal(HttpStatusCode.OK, kept.Status);
            at = (int)kept.Json.GetProperty("received").GetInt64();
        }
        return run;
    }

    /// <summary>Asks until the import has come to an end, as programs do.</summary>
    public async Task<ApiAnswer> FollowAsync(string run, CancellationToken ct)
    {
        ApiAnswer import = null!;
        await Until.TrueAsync(
            async () =>
            {
                import = await GetAsync($"imports/{run}", ct);
                return Ends.Contains(import["state"], StringComparer.Ordinal);
            },
            $"the end of import {run}",
            Patience,
            ct
        );
        return import;
    }

    public async Task<ApiAnswer> ImportAsync(
        string person,
        string fileName,
        ReadOnlyMemory<byte> file,
        CancellationToken ct
    ) => await FollowAsync(await UploadAsync(person, fileName, file, ct), ct);

    public async Task<IReadOnlyList<JsonElement>> KindsAsync(string person, CancellationToken ct) =>
        [.. (await GetAsync($"persons/{person}/kinds", ct)).Json.EnumerateArray()];

    public async Task<string> TagAsync(string person, string code, CancellationToken ct) =>
        (await KindsAsync(person, ct))
            .Single(k => k.GetProperty("code").GetString() == code)
            .GetProperty("tag")
            .GetString()!;

    /// <summary>Every reading of a kind, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadingsAsync(
        string person,
        string tag,
        CancellationToken ct,
        int take = 1000
    )
    {
        var all = new List<JsonElement>();
        var after = "";
        do
        {
            var page = await GetAsync(
                $"persons/{person}/kinds/{tag}/readings?from=1900-01-01T00:00:00Z&take={take}{after}",
                ct
            );
            Assert.Equal(HttpStatusCode.OK, page.Status);
            all.AddRange(page.Json.GetProperty("readings").EnumerateArray());
            after = page.Has("next") ? $"&after={Uri.EscapeDataString(page["next"])}" : "";
        } while (after.Length > 0);
        return all;
    }

    public void Dispose() => http.Dispose();
}
