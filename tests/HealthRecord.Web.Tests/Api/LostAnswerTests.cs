using System.Net;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Import;

namespace HealthRecord.Web.Tests.Api;

/// <summary>D07: the product did what it was asked, and nobody heard it say so.</summary>
public sealed class LostAnswerTests
{
    private const string Weight =
        "{\"kind\":\"body-weight\",\"start\":\"2024-03-02T07:00:00Z\",\"values\":[42.5],\"unit\":\"kg\"}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_again_with_the_same_key_it_says_the_same_and_has_done_it_once()
    {
        await using var app = ProductApp.Start();
        using var member = await app.MemberAsync("lost@example.org", Ct);
        await using var wire = new CuttingProxy(app.Url);
        var readings = $"persons/{member.OwnPerson}/readings";

        var added = await TwiceAsync(app, wire, member, HttpMethod.Post, readings, Weight);
        Assert.Equal(HttpStatusCode.Created, added.Status);
        var one = Assert.Single(await WeightsAsync(member));
        Assert.Equal(one.GetProperty("id").GetString(), added["id"]);

        var reading = $"{readings}/{added["id"]}";
        var heavier = Weight.Replace("42.5", "43.1", StringComparison.Ordinal);
        var edited = await TwiceAsync(app, wire, member, HttpMethod.Patch, reading, heavier, 0);
        Assert.Equal((HttpStatusCode.OK, "1"), (edited.Status, edited["revision"]));
        Assert.Equal(
            43.1,
            Assert.Single(await WeightsAsync(member)).GetProperty("values")[0].GetDouble()
        );

        var deleted = await TwiceAsync(app, wire, member, HttpMethod.Delete, reading, null, 1);
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Empty(await WeightsAsync(member));

        var child = await TwiceAsync(
            app,
            wire,
            member,
            HttpMethod.Post,
            "persons",
            "{\"name\":\"Léo\"}"
        );
        Assert.Equal(HttpStatusCode.Created, child.Status);
        var persons = (await member.Program.GetAsync("persons", Ct)).Json.EnumerateArray();
        Assert.Equal(
            child["id"],
            Assert
                .Single(persons, p => p.GetProperty("name").GetString() == "Léo")
                .GetProperty("id")
                .GetString()
        );
    }

    [Fact]
    public async Task A_file_whose_arrival_was_not_heard_of_is_imported_once()
    {
        await using var app = ProductApp.Start();
        using var member = await app.MemberAsync("lost@example.org", Ct);
        await using var wire = new CuttingProxy(app.Url);
        using var through = new ApiProgram(wire.Url, member.Token);
        var file = BadFiles.Good().Zip();
        var imports = $"persons/{member.OwnPerson}/imports";
        var announced = new { fileName = "export.zip", length = file.Length };

        await wire.LoseAnswerAsync(() => through.PostAsync(imports, announced, Ct));
        var run = (await member.Program.PostAsync(imports, announced, Ct))["id"];
        await wire.LoseAnswerAsync(() => through.SendPieceAsync(run, 0, file, Ct));

        var import = await member.Program.FollowAsync(run, Ct);
        Assert.Equal(("Done", $"{file.Length}"), (import["state"], import["received"]));
        var late = await member.Program.SendPieceAsync(run, 0, file, Ct);
        Assert.Equal((HttpStatusCode.Conflict, "import.not-now"), (late.Status, late["key"]));
        var tag = await member.Program.TagAsync(member.OwnPerson, "heart-rate", Ct);
        Assert.Equal(2, (await member.Program.ReadingsAsync(member.OwnPerson, tag, Ct)).Count);
    }

    /// <summary>Once on a wire that is cut when the answer comes, and once more.</summary>
    private static async Task<ApiAnswer> TwiceAsync(
        ProductApp app,
        CuttingProxy wire,
        Member member,
        HttpMethod method,
        string path,
        string? body,
        int? revision = null
    )
    {
        (string, string)[] headers = [("Idempotency-Key", Guid.NewGuid().ToString())];
        if (revision is { } seen)
            headers = [.. headers, ("If-Match", $"\"{seen}\"")];
        using var through = new ApiProgram(wire.Url, member.Token);
        await wire.LoseAnswerAsync(() => through.SendAsync(method, path, body, Ct, headers));
        using var direct = new ApiProgram(app.Url, member.Token);
        return await direct.SendAsync(method, path, body, Ct, headers);
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> WeightsAsync(
        Member member
    ) =>
        await member.Program.ReadingsAsync(
            member.OwnPerson,
            await member.Program.TagAsync(member.OwnPerson, "body-weight", Ct),
            Ct
        );
}
