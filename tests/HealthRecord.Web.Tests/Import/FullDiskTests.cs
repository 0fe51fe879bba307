using System.Data.Common;
using System.Net;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests.Import;

/// <summary>D08: there is no room. The product says so, keeps what it has, reads on, and goes on when there is room.</summary>
public sealed class FullDiskTests
{
    private const int Mib = 1 << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_that_finds_no_room_says_so_and_goes_on_when_there_is_some()
    {
        using var folders = new Folders();
        var file = AppleExports.Xml(8_000);
        string token;
        string run;
        await using (
            var full = ProductApp.Start(
                s =>
                    s.AddSingleton(p => new UploadFolder(
                        p.GetRequiredService<RecordFolders>().Uploads,
                        Mib + 5000
                    )),
                folders.Settings
            )
        )
        {
            using var member = await full.MemberAsync("full@example.org", Ct);
            token = member.Token;
            run = (
                await member.Program.PostAsync(
                    $"persons/{member.OwnPerson}/imports",
                    new { fileName = "export.xml", length = file.Length },
                    Ct
                )
            )["id"];

            var refused = await member.Program.SendPieceAsync(run, 0, file, Ct);

            Assert.Equal(
                (HttpStatusCode.InsufficientStorage, "import.storage-full"),
                (refused.Status, refused["key"])
            );
            Assert.StartsWith("The storage is full.", refused["title"], StringComparison.Ordinal);
            Assert.StartsWith(
                "L’espace de stockage est plein.",
                full.French("import.storage-full"),
                StringComparison.Ordinal
            );
            Assert.Equal(
                $"{Mib}",
                (await member.Program.GetAsync($"imports/{run}", Ct))["received"]
            );
        }

        await using var app = folders.Start();
        using var program = new ApiProgram(app.Url, token);
        var rest = await program.SendPieceAsync(run, Mib, file.AsMemory(Mib), Ct);
        Assert.Equal(HttpStatusCode.OK, rest.Status);
        Assert.Equal("Done", (await program.FollowAsync(run, Ct))["state"]);
    }

    [Fact]
    public async Task A_record_without_room_refuses_writing_reads_on_and_recovers_by_itself()
    {
        var disk = new Disk();
        await using var app = ProductApp.Start(s =>
            s.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(disk))
        );
        using var member = await app.MemberAsync("full@example.org", Ct);
        var (program, person) = (member.Program, member.OwnPerson);
        var small = BadFiles.Good().Zip();
        Assert.Equal("Done", (await program.ImportAsync(person, "a.zip", small, Ct))["state"]);
        var large = AppleExports.Zip(20_000);
        var started = await program.PostAsync(
            $"persons/{person}/imports",
            new { fileName = "b.zip", length = large.Length },
            Ct
        );

        disk.IsFull = true;
        // What little room is left inside the file may still be used.
        var kept = 0;
        ApiAnswer refused;
        while ((refused = await WeighAsync(program, person, kept)).Status == HttpStatusCode.Created)
            Assert.True(++kept < 300, "The disk is not full.");
        await program.SendPieceAsync(started["id"], 0, large, Ct);
        var interrupted = await program.FollowAsync(started["id"], Ct);

        Assert.Equal(
            (HttpStatusCode.InsufficientStorage, "reading.storage-full"),
            (refused.Status, refused["key"])
        );
        Assert.NotEqual(refused["key"], refused["title"]);
        Assert.Equal("Interrupted", interrupted["state"]);
        Assert.Equal("import.storage-full", interrupted["refusalKey"]);
        var pulse = await program.TagAsync(person, "heart-rate", Ct);
        Assert.Equal(2, (await program.ReadingsAsync(person, pulse, Ct)).Count);
        var weight = await program.TagAsync(person, "body-weight", Ct);
        Assert.Equal(kept, (await program.ReadingsAsync(person, weight, Ct)).Count);

        disk.IsFull = false;
        Assert.Equal(HttpStatusCode.Created, (await WeighAsync(program, person, kept)).Status);
        var run = new ImportId(Guid.Parse(started["id"]));
        var again = await app.Get<RunImportAgain>().RunAsync(member.Actor, run, Ct);
        Assert.True(again.Succeeded, again.Error?.Key);
        Assert.Equal("Done", (await program.FollowAsync(started["id"], Ct))["state"]);
    }

    /// <summary>Each in a month of its own, so that each needs a row of its own.</summary>
    private static Task<ApiAnswer> WeighAsync(ApiProgram program, string person, int month) =>
        program.PostAsync(
            $"persons/{person}/readings",
            $"{{\"kind\":\"body-weight\",\"start\":\"{1990 + (month / 12)}-{1 + (month % 12):00}-02T07:00:00Z\",\"values\":[42.5],\"unit\":\"kg\"}}",
            Ct
        );

    /// <summary>A disk that has no room beyond what the file takes already.</summary>
    private sealed class Disk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count={(IsFull ? 1 : 1_000_000_000)};";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
