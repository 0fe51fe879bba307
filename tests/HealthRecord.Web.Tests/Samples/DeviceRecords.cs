using System.Collections.Concurrent;
using System.Net;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>One product and one account for all samples; every story is lived once, several at a time, and looked at by many tests.</summary>
public sealed class DeviceRecords : IAsyncLifetime
{
    private const int AtOnce = 3;

    private static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<
        string,
        string
    >(StringComparer.Ordinal)
    {
        ["date-order:libreview"] = "mdy",
    };

    private readonly ConcurrentDictionary<string, Lazy<Task<DeviceStory>>> stories = new(
        StringComparer.Ordinal
    );
    private readonly SemaphoreSlim places = new(AtOnce);

    // One account may send two files at a time, and no more.
    private readonly SemaphoreSlim sending = new(1);
    private ProductApp app = null!;
    private Member member = null!;

    public async ValueTask InitializeAsync()
    {
        app = ProductApp.Start();
        member = await app.MemberAsync("devices@example.org", CancellationToken.None);
        foreach (var sample in SampleFolder.Devices)
            if (SampleFolder.Path is not null)
                _ = OfAsync(sample.Data);
    }

    internal Task<DeviceStory> OfAsync(string name) =>
        stories.GetOrAdd(name, n => new(() => Task.Run(() => LiveAsync(n)))).Value;

    public async ValueTask DisposeAsync()
    {
        // Tests have seen what failed; nothing may still be on its way when the product goes.
        foreach (var story in stories.Values)
            await Task.WhenAny(story.Value);
        member.Dispose();
        places.Dispose();
        sending.Dispose();
        await app.DisposeAsync();
    }

    private async Task<DeviceStory> LiveAsync(string name)
    {
        await places.WaitAsync();
        try
        {
            var sample = SampleFolder.Of(name);
            var (program, ct) = (member.Program, CancellationToken.None);
            var person = await program.AddPersonAsync("Sam", ct);
            var once = await TakeAsync(person, name, sample.Bytes);
            if (!once.IsDone)
                return new(sample, once, once, once.Shown, 0, null);
            var twice = await TakeAsync(person, name, sample.Bytes);
            await UndoAsync(once);
            var undone = await ShownAsync(person, once);
            await UndoAsync(twice);
            return new(
                sample,
                once,
                twice,
                undone,
                await RowsAsync(person),
                await HalfAsync(sample, person, once)
            );
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>For the same person, of whom nothing is left.</summary>
    private async Task<HalfStory?> HalfAsync(Sample sample, string person, TakenFile once)
    {
        if (HalfFile.Of(sample.Name, sample.Bytes) is not { } bytes)
            return null;
        var half = await TakeAsync(person, sample.Name, bytes);
        var whole = await TakeAsync(person, sample.Name, sample.Bytes);
        if (half.IsDone)
            await UndoAsync(half);
        var undone = await ShownAsync(person, once);
        await UndoAsync(whole);
        return new(half, whole, undone, await RowsAsync(person));
    }

    private async Task<TakenFile> TakeAsync(string person, string name, byte[] bytes)
    {
        var (program, ct) = (member.Program, CancellationToken.None);
        string run;
        await sending.WaitAsync(ct);
        try
        {
            run = await program.UploadAsync(person, Path.GetFileName(name), bytes, ct);
        }
        finally
        {
            sending.Release();
        }
        var import = await program.FollowAsync(run, ct);
        while (import["state"] == "Asking")
        {
            await AnswerAsync(run);
            import = await program.FollowAsync(run, ct);
        }
        var view = await ViewAsync(run);
        return new(
            import,
            view.Report?.RefusedLines ?? [],
            view.Report?.Warnings ?? [],
            await ShownRecord.OfAsync(program, person, ImportedSample.KindsOf(import), ct)
        );
    }

    /// <summary>Says what only a person knows; without one of ours, what the product proposes.</summary>
    private async Task AnswerAsync(string run)
    {
        var question = (await ViewAsync(run)).Question!;
        var answer = Answers.GetValueOrDefault(question.Id) ?? question.Proposal;
        var taken = await app.Get<AnswerImport>()
            .RunAsync(
                member.Actor,
                new(Guid.Parse(run)),
                question.Id,
                answer ?? question.Choices[0].Value,
                CancellationToken.None
            );
        Assert.Null(taken.Error);
    }

    private async Task<ImportRunView> ViewAsync(string run) =>
        (
            await app.Get<ReadImports>()
                .OneAsync(member.Actor, new(Guid.Parse(run)), CancellationToken.None)
        ).Value;

    private async Task UndoAsync(TakenFile file)
    {
        var gone = await member.Program.SendAsync(
            HttpMethod.Delete,
            $"imports/{file.Import["id"]}",
            null,
            CancellationToken.None
        );
        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
    }

    private Task<ShownRecord> ShownAsync(string person, TakenFile file) =>
        ShownRecord.OfAsync(
            member.Program,
            person,
            ImportedSample.KindsOf(file.Import),
            CancellationToken.None
        );

    private async Task<int> RowsAsync(string person)
    {
        var id = Guid.Parse(person);
        await using var db = await app.Get<HealthDbs>().ReadAsync(CancellationToken.None);
        return await db.Segments.CountAsync(s => s.PersonId == id)
            + await db.Entries.CountAsync(e => e.PersonId == id);
    }
}
