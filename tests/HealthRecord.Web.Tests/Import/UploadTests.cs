using System.Net;
using System.Text.Json;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Import;

/// <summary>A large file on its way: broken off, continued, too large.</summary>
public sealed class UploadTests(ImportedFamily family) : IClassFixture<ImportedFamily>
{
    private const int Mib = 1 << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_that_breaks_off_goes_on_where_it_stopped()
    {
        var file = AppleExports.Xml(8_000);
        Assert.True(file.Length > 2 * Mib);
        var person = await family.Program.AddPersonAsync("Léo", Ct);
        var announced = new
        {
            fileName = "export.xml",
            length = file.Length,
            fingerprint = "of this file",
        };
        var run = (await family.Program.PostAsync($"persons/{person}/imports", announced, Ct))[
            "id"
        ];

        // The browser is closed in the middle of the second mebibyte.
        using var broken = new BrokenOff(file.AsMemory(0, Mib + 5000), () => OneChunkIsKept(run));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(run, 0, broken));
        await Until.TrueAsync(
            async () => await ReceivedAsync(run) == Mib,
            "the first mebibyte to be counted",
            TimeSpan.FromSeconds(30),
            Ct
        );

        // Chosen again, the same file goes on; a piece from elsewhere is sent back to where the file stands.
        var again = await family.Program.PostAsync($"persons/{person}/imports", announced, Ct);
        Assert.Equal((run, $"{Mib}"), (again["id"], again["received"]));
        var elsewhere = await family.Program.SendPieceAsync(run, 0, file.AsMemory(0, Mib), Ct);
        Assert.Equal(
            (HttpStatusCode.Conflict, "import.elsewhere", $"{Mib}"),
            (elsewhere.Status, elsewhere["key"], elsewhere["received"])
        );
        using var rest = new ReadOnlyMemoryContent(file.AsMemory(Mib));
        using var sent = await SendAsync(run, Mib, rest);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var import = await family.Program.FollowAsync(run, Ct);
        Assert.Equal("Done", import["state"]);
        var whole = await family.Program.AddPersonAsync("Zoé", Ct);
        var atOnce = await family.Program.ImportAsync(whole, "export.xml", file, Ct);
        Assert.Equal(
            atOnce.Json.GetProperty("kinds").GetRawText(),
            import.Json.GetProperty("kinds").GetRawText()
        );
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_from_its_announced_length()
    {
        var person = await family.Program.AddPersonAsync("Léo", Ct);
        var files = Directory.Exists(Uploads) ? Directory.GetFiles(Uploads).Length : 0;
        const long limit = 8L << 30;

        var refused = await family.Program.PostAsync(
            $"persons/{person}/imports",
            new { fileName = "export.zip", length = limit + 1 },
            Ct
        );

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "import.too-large"),
            (refused.Status, refused["key"])
        );
        Assert.Equal(
            $"This file is larger than what is accepted ({limit} bytes). Nothing was sent.",
            refused["title"]
        );
        Assert.Contains(
            "Rien n’a été envoyé.",
            family.App.French("import.too-large", limit),
            StringComparison.Ordinal
        );
        Assert.Equal(files, Directory.Exists(Uploads) ? Directory.GetFiles(Uploads).Length : 0);
        var nothing = await family.Program.PostAsync(
            $"persons/{person}/imports",
            new { fileName = "export.zip", length = 0 },
            Ct
        );
        Assert.Equal((HttpStatusCode.BadRequest, "import.empty"), (nothing.Status, nothing["key"]));
    }

    private string Uploads => family.App.Get<RecordFolders>().Uploads;

    private Task<HttpResponseMessage> SendAsync(string run, long offset, HttpContent piece)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Patch,
            $"/imports/{run}/upload?offset={offset}"
        )
        {
            Content = piece,
        };
        // As the script of the page does.
        request.Headers.Add("X-HealthRecord", "upload");
        return family.Member.Browser.Http.SendAsync(request, Ct);
    }

    private async Task<long> ReceivedAsync(string run)
    {
        using var answer = await family.Member.Browser.GetAsync($"/imports/{run}/upload", Ct);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return json.RootElement.GetProperty("received").GetInt64();
    }

    private bool OneChunkIsKept(string run)
    {
        var file = new FileInfo(Path.Combine(Uploads, $"{Guid.Parse(run):N}.upload"));
        return file.Exists && file.Length >= Mib + SealedChunks.Overhead;
    }

    /// <summary>Sends a piece and breaks the connection when the server has taken what it can of it.</summary>
    private sealed class BrokenOff(ReadOnlyMemory<byte> sent, Func<bool> taken) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context
        )
        {
            await stream.WriteAsync(sent, Ct);
            await stream.FlushAsync(Ct);
            await Until.TrueAsync(
                () => Task.FromResult(taken()),
                "the first mebibyte on disk",
                TimeSpan.FromSeconds(30),
                Ct
            );
            throw new IOException("The browser is closed.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 3 * Mib;
            return true;
        }
    }
}
