using System.IO.Compression;
using System.Net;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests.Import;

/// <summary>D01: the process is killed while it imports.</summary>
public sealed class KilledImportTests
{
    private const int Records = 300_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_killed_in_an_import_leaves_nothing_and_one_click_brings_it_all_once()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux(),
            "How far a process has read is known on Linux only."
        );
        using var folders = new Folders();
        using var export = new MemoryStream();
        AppleExports.WriteZip(export, Records, level: CompressionLevel.Fastest);
        var file = export.ToArray();
        Member member;
        string person;
        await using (var app = folders.Start())
        {
            member = await app.MemberAsync("killed@example.org", Ct);
            person = await member.Program.AddPersonAsync("Léo", Ct);
        }

        // Three imports of the same file, each killed further on.
        var runs = new List<string>();
        foreach (var part in new[] { 0.1, 0.5, 0.9 })
        {
            using var product = await ProductProcess.StartAsync(folders, Ct);
            using var program = new ApiProgram(product.Url, member.Token);
            foreach (var earlier in runs)
                Assert.Equal(
                    "Interrupted",
                    (await program.GetAsync($"imports/{earlier}", Ct))["state"]
                );
            var before = product.BytesRead();
            runs.Add(await program.UploadAsync(person, "export.zip", file, Ct));
            await Until.TrueAsync(
                () => Task.FromResult(product.BytesRead() - before > file.Length * part),
                $"{part:P0} of the file to be read",
                TimeSpan.FromMinutes(5),
                Ct
            );
            await product.KillAsync(Ct);
        }

        await using var again = folders.Start();
        using var reader = new ApiProgram(again.Url, member.Token);
        foreach (var run in runs)
            Assert.Equal("Interrupted", (await reader.GetAsync($"imports/{run}", Ct))["state"]);
        await using (var db = await again.Get<HealthDbs>().ReadAsync(Ct))
        {
            Assert.False(await db.Segments.AnyAsync(Ct));
            Assert.False(await db.DayTables.AnyAsync(Ct));
            Assert.False(await db.Entries.AnyAsync(Ct));
        }
        var first = await AgainAsync(again, reader, member, runs[0]);
        Assert.True(CountOf(first, "added") > Records * 9 / 10);
        var beats = await BeatsAsync(reader, person);
        Assert.Equal(
            first
                .Json.GetProperty("kinds")
                .EnumerateArray()
                .Single(k => k.GetProperty("kind").GetString() == "heart-rate")
                .GetProperty("added")
                .GetInt64(),
            beats
        );
        var second = await AgainAsync(again, reader, member, runs[1]);
        Assert.Equal(0, CountOf(second, "added"));
        Assert.Equal(0, second.Json.GetProperty("workoutsAdded").GetInt64());
        Assert.Equal(beats, await BeatsAsync(reader, person));
        member.Dispose();
    }

    private static async Task<ApiAnswer> AgainAsync(
        ProductApp app,
        ApiProgram reader,
        Member member,
        string run
    )
    {
        // What the button of the page does.
        var clicked = await app.Get<RunImportAgain>()
            .RunAsync(member.Actor, new ImportId(Guid.Parse(run)), Ct);
        Assert.True(clicked.Succeeded, clicked.Error?.Key);
        var import = await reader.FollowAsync(run, Ct);
        Assert.Equal("Done", import["state"]);
        return import;
    }

    private static async Task<long> BeatsAsync(ApiProgram reader, string person)
    {
        var tag = await reader.TagAsync(person, "heart-rate", Ct);
        var days = await reader.GetAsync(
            $"persons/{person}/kinds/{tag}/days?from=2020-01-01&to=2027-12-31",
            Ct
        );
        Assert.Equal(HttpStatusCode.OK, days.Status);
        return days
            .Json.GetProperty("days")
            .EnumerateArray()
            .Sum(d => d.GetProperty("count").GetInt64() + d.GetProperty("setAside").GetInt64());
    }

    private static long CountOf(ApiAnswer import, string column) =>
        import
            .Json.GetProperty("kinds")
            .EnumerateArray()
            .Sum(k => k.GetProperty(column).GetInt64());
}
