using System.Net;
using System.Text.Json;
using HealthRecord.TestKit;
using ICSharpCode.SharpZipLib.Zip;

namespace HealthRecord.Web.Tests.Api;

/// <summary>What scripts and phones do, over HTTP.</summary>
public sealed class IngestHttpTests(ProductApp app) : IClassFixture<ProductApp>
{
    private const string Two =
        "{\"sender\":\"script\",\"readings\":["
        + "{\"kind\":\"body-weight\",\"start\":\"2026-03-14T12:00:00Z\",\"value\":70.50,\"unit\":\"kg\",\"source\":\"Balance\"},"
        + "{\"kind\":\"blood-pressure\",\"start\":\"2026-03-14T12:00:00Z\",\"values\":[128,\"82\",null,71]},"
        + "{\"kind\":\"body-weight\",\"start\":\"2026-03-14T12:00:00Z\",\"value\":{\"kg\":70}},"
        + "null]}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_item_is_answered_and_a_key_that_is_said_again_gets_the_same()
    {
        using var member = await app.MemberAsync("ingest@example.org", Ct);
        var path = $"persons/{member.OwnPerson}/ingest";
        (string, string) key = ("Idempotency-Key", "2026-11-25 matin");

        var first = await member.Program.PostAsync(path, Two, Ct, key);
        var again = await member.Program.PostAsync(path, Two, Ct, key);
        var other = await member.Program.PostAsync(path, Two, Ct);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(
            [
                "added",
                "added",
                "refused import.refused.NotANumber",
                "refused import.refused.UnknownType",
            ],
            Results(first)
        );
        Assert.Equal(["already-there", "already-there"], Results(other).Take(2));
        Assert.Equal(
            "The value is not a number.",
            first.Json.GetProperty("results")[2].GetProperty("sentence").GetString()
        );
        var tag = await member.Program.TagAsync(member.OwnPerson, "body-weight", Ct);
        var weight = Assert.Single(await member.Program.ReadingsAsync(member.OwnPerson, tag, Ct));
        Assert.Equal(
            ("70.50", "Balance"),
            (weight.GetProperty("values")[0].GetRawText(), weight.GetProperty("source").GetString())
        );
        var import = await member.Program.GetAsync($"imports/{first["import"]}", Ct);
        Assert.Equal(("Done", "script"), (import["state"], import["fileName"]));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_or_not_of_the_shape_is_refused_whole()
    {
        using var member = await app.MemberAsync("ingest-limits@example.org", Ct);
        var path = $"persons/{member.OwnPerson}/ingest";

        var large = await member.Program.PostAsync(
            path,
            $"{{\"sender\":\"{new string('x', 1 << 20)}\",\"readings\":[]}}",
            Ct
        );
        var shapeless = await member.Program.PostAsync(path, "{\"readings\":\"none\"}", Ct);
        var empty = await member.Program.PostAsync(path, "{\"readings\":[]}", Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        Assert.Equal(HttpStatusCode.BadRequest, shapeless.Status);
        Assert.Equal(
            (HttpStatusCode.BadRequest, "import.no-readings"),
            (empty.Status, empty["key"])
        );
    }

    [Fact]
    public async Task The_question_of_an_import_is_answered_by_a_program()
    {
        using var member = await app.MemberAsync("ingest-answers@example.org", Ct);
        var run = await member.Program.UploadAsync(member.OwnPerson, "export.zip", Locked(), Ct);
        ApiAnswer asked = null!;
        await Until.TrueAsync(
            async () =>
            {
                asked = await member.Program.GetAsync($"imports/{run}", Ct);
                return asked["state"] == "Asking";
            },
            "the question",
            TimeSpan.FromMinutes(1),
            Ct
        );
        var question = asked.Json.GetProperty("question");
        Assert.Equal("Password", question.GetProperty("topic").GetString());
        Assert.Empty(question.GetProperty("choices").EnumerateArray());
        var answers = $"imports/{run}/answers";
        var id = question.GetProperty("id").GetString();

        var wrong = await member.Program.PostAsync(
            answers,
            new { question = "date-order", answer = "dmy" },
            Ct
        );
        var taken = await member.Program.PostAsync(
            answers,
            new { question = id, answer = "sésame" },
            Ct
        );

        Assert.Equal((HttpStatusCode.Conflict, "import.not-now"), (wrong.Status, wrong["key"]));
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Equal("Done", (await member.Program.FollowAsync(run, Ct))["state"]);
    }

    [Fact]
    public async Task Both_stand_in_the_description_of_the_api()
    {
        using var visitor = app.Visitor();
        using var document = JsonDocument.Parse(
            await visitor.ReadAsync("/api/v1/openapi.json", Ct)
        );
        var paths = document.RootElement.GetProperty("paths");

        Assert.True(
            paths.GetProperty("/api/v1/persons/{person}/ingest").TryGetProperty("post", out _)
        );
        Assert.True(
            paths.GetProperty("/api/v1/imports/{run}/answers").TryGetProperty("post", out _)
        );
    }

    private static IEnumerable<string> Results(ApiAnswer answer) =>
        answer
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(r =>
                r.GetProperty("reason").GetString() is { } reason
                    ? $"{r.GetProperty("state").GetString()} {reason}"
                    : r.GetProperty("state").GetString()!
            );

    private static byte[] Locked()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipOutputStream(file) { IsStreamOwner = false, Password = "sésame" })
        {
            zip.PutNextEntry(new ZipEntry("export.xml") { AESKeySize = 256 });
            zip.Write(AppleExport.With().HeartRate("2024-03-01 08:00:00", 62).Bytes());
            zip.CloseEntry();
        }
        return file.ToArray();
    }
}
