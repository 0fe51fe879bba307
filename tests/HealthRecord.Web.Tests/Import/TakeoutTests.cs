using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HealthRecord.Features.Imports;
using HealthRecord.Importers;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using HealthRecord.Web.Tests.Samples;

namespace HealthRecord.Web.Tests.Import;

/// <summary>Whatever a family finds on an old computer, in one archive, dropped as it is.</summary>
public sealed class TakeoutTests(ImportedFamily family) : IClassFixture<ImportedFamily>
{
    private const string Password = "sésame";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_of_archives_brings_everything_known_and_names_the_rest()
    {
        var person = await family.Program.AddPersonAsync("Tout", Ct);

        var asked = await family.Program.ImportAsync(person, "tout.zip", Everything(), Ct);

        // One of the inner archives is encrypted: nothing is there before its password is.
        Assert.Equal("Asking", asked["state"]);
        Assert.Equal((0, 0, 0), await family.RowsAsync(person, Ct));
        var done = await AnswerAsync(asked);
        Assert.Equal("Done", done["state"]);
        Assert.Equal(
            [
                ("HKQuantityTypeIdentifierHeartRate", 2),
                ("Systolic (mmHg)", 1),
                ("Trackpoint/HeartRateBpm", 11),
                ("record/heart_rate", 21),
                ("steps", 3),
                ("weight.csv/Weight (kg)", 2),
            ],
            Rows(done).Where(r => r.Added > 0).OrderBy(r => r.Origin, StringComparer.Ordinal)
        );
        Assert.Equal(2, done.Json.GetProperty("workoutsAdded").GetInt32());
        var named = Assert.Single(
            done.Json.GetProperty("warnings").EnumerateArray(),
            w => w.GetString()!.Contains("chat.jpg", StringComparison.Ordinal)
        );
        Assert.Contains("lisez-moi.txt", named.GetString(), StringComparison.Ordinal);
        Assert.Contains("broken.zip", done["warnings"], StringComparison.Ordinal);
        // Another one has another password: it is named, and its owner uploads it alone.
        Assert.Contains("autre.zip", done["warnings"], StringComparison.Ordinal);
        await AssertKeptAsync(person, done);

        var again = await AnswerAsync(
            await family.Program.ImportAsync(person, "tout.zip", Everything(), Ct)
        );
        Assert.Equal(0, Rows(again).Sum(r => r.Added));
        Assert.Equal(2, again.Json.GetProperty("workoutsAlreadyThere").GetInt32());

        foreach (var run in new[] { done, again })
            await family.Program.SendAsync(HttpMethod.Delete, $"imports/{run["id"]}", null, Ct);
        var (segments, _, entries) = await family.RowsAsync(person, Ct);
        Assert.Equal((0, 0), (segments, entries));
    }

    [Fact]
    public async Task Who_knows_no_password_gets_the_rest_and_reads_what_was_left_out()
    {
        var person = await family.Program.AddPersonAsync("Reste", Ct);
        var asked = await family.Program.ImportAsync(person, "tout.zip", Everything(), Ct);
        var choice = asked.Json.GetProperty("question").GetProperty("choices")[0];
        Assert.Equal("Docteur/tension.zip", choice.GetProperty("arguments")[0].GetString());

        var answers = $"imports/{asked["id"]}/answers";
        var unknown = await family.Program.PostAsync(
            answers,
            new { question = "password", choice = "perhaps" },
            Ct
        );
        Assert.Equal("import.no-such-answer", unknown["key"]);
        await family.Program.PostAsync(
            answers,
            new { question = "password", choice = choice.GetProperty("value").GetString() },
            Ct
        );
        var done = await family.Program.FollowAsync(asked["id"], Ct);

        Assert.Equal("Done", done["state"]);
        Assert.Contains(("steps", 3), Rows(done));
        Assert.DoesNotContain(Rows(done), r => r.Origin == "Systolic (mmHg)");
        foreach (var archive in new[] { "Docteur/tension.zip", "Docteur/autre.zip" })
            Assert.Single(
                done.Json.GetProperty("warnings").EnumerateArray(),
                w =>
                    w.GetString()!.Contains(archive, StringComparison.Ordinal)
                    && w.GetString()!.Contains("left out", StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task A_training_archive_of_compressed_activities_is_imported_whole_and_once()
    {
        var person = await family.Program.AddPersonAsync("Course", Ct);
        var archive = Archives.Of([
            ("activities.csv", "Activity ID,Filename\n1,activities/1.fit.gz\n"u8.ToArray()),
            ("activities/1.fit.gz", Compressed(FitRun.Of(Utc(18, 0), 20))),
            ("activities/2.tcx.gz", Compressed(DeviceFiles.TcxRuns((Utc(12, 0), 10)))),
        ]);

        var done = await family.Program.ImportAsync(person, "export_1.zip", archive, Ct);
        var again = await family.Program.ImportAsync(person, "export_1.zip", archive, Ct);

        Assert.Equal("Done", done["state"]);
        Assert.Equal(2, done.Json.GetProperty("workoutsAdded").GetInt32());
        Assert.Contains(("record/heart_rate", 21), Rows(done));
        Assert.Contains("activities.csv", done["warnings"], StringComparison.Ordinal);
        Assert.Equal(0, Rows(again).Sum(r => r.Added));
        Assert.Equal(2, again.Json.GetProperty("workoutsAlreadyThere").GetInt32());
    }

    private static byte[] Compressed(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(file);
        return packed.ToArray();
    }

    private static byte[] Everything() =>
        Archives.Of([
            DeviceFiles.FitbitMinutes("steps", Utc(7, 1), 54, 0, 12),
            ("Montre/activité.fit", FitRun.Of(Utc(18, 0), 20)),
            ("Montre/ancienne.tcx", DeviceFiles.TcxRuns((Utc(12, 0), 10))),
            (
                "Balance/weight.csv",
                DeviceFiles.WithingsWeights(
                    ("2024-03-01 06:31:11", 80.23m),
                    ("2024-03-02 06:30:02", 79.9m)
                )
            ),
            (
                "Téléphone/vieux.zip",
                Archives.Of([
                    (
                        "export.zip",
                        AppleExport
                            .With()
                            .HeartRate("2024-03-01 08:00:00", 62)
                            .HeartRate("2024-03-01 08:10:00", 64)
                            .Zip()
                    ),
                ])
            ),
            (
                "Docteur/tension.zip",
                Archives.Locked(
                    Password,
                    "tension.csv",
                    DeviceFiles.OmronPressures("Mar 1 2024,08:12,142,98,90,-,-,-,-")
                )
            ),
            (
                "Docteur/autre.zip",
                Archives.Locked(
                    "un autre mot",
                    "tension.csv",
                    DeviceFiles.OmronPressures("Mar 2 2024,08:12,141,91,88,-,-,-,-")
                )
            ),
            ("Docteur/broken.zip", "PK\u0003\u0004 was an archive once"u8.ToArray()),
            ("Photos/chat.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]),
            ("lisez-moi.txt", Encoding.UTF8.GetBytes("Bonjour")),
        ]);

    private async Task AssertKeptAsync(string person, ApiAnswer done)
    {
        var shown = await ShownRecord.OfAsync(
            family.Program,
            person,
            ImportedSample.KindsOf(done),
            Ct
        );
        Assert.Equal(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["blood-pressure"] = 1,
                ["body-weight"] = 2,
                ["heart-rate"] = 34,
                ["steps"] = 3,
            },
            shown.Readings.ToDictionary(k => k.Key, k => k.Value.Readings.Count)
        );
        Assert.Equal(2, shown.Workouts.Count);
    }

    private async Task<ApiAnswer> AnswerAsync(ApiAnswer asked)
    {
        var run = new Domain.ImportId(Guid.Parse(asked["id"]));
        var question = (await family.App.Get<ReadImports>().OneAsync(family.Member.Actor, run, Ct))
            .Value
            .Question!;
        Assert.Equal(ImportTopic.Password, question.Topic);
        var taken = await family
            .App.Get<AnswerImport>()
            .RunAsync(family.Member.Actor, run, question.Id, Password, Ct);
        Assert.Null(taken.Error);
        return await family.Program.FollowAsync(asked["id"], Ct);
    }

    private static IEnumerable<(string Origin, int Added)> Rows(ApiAnswer import) =>
        import
            .Json.GetProperty("kinds")
            .EnumerateArray()
            .Select(r => (r.GetProperty("origin").GetString()!, r.GetProperty("added").GetInt32()));

    private static DateTime Utc(int hour, int minute) =>
        new(2024, 3, 1, hour, minute, 0, DateTimeKind.Utc);
}
