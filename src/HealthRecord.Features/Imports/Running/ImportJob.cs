using System.Security.Cryptography;
using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Importers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Imports;

/// <summary>Reads a waiting upload into the record: all of it, or nothing.</summary>
[UseCaseAccess(UseCaseRule.JobForAccount)]
internal sealed partial class ImportJob(
    ImportLeases leases,
    ImportQueue queue,
    RetractionSearch search,
    ImportPreparation preparation,
    ImportWorkouts workouts,
    ImportCommit commit,
    UploadFiles files,
    ImportPasswords passwords,
    RememberedColumns columns,
    PersonFactsReader facts,
    Access access,
    IOptions<ImportOptions> options,
    TimeProvider clock,
    ILogger<ImportJob> log
)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // A failed attempt is marked and waits for a person: the queue does not repeat it by itself.
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid run, CancellationToken ct)
    {
        var (claim, import) = await leases.ClaimAsync(run, ct);
        if (claim == Claim.Later)
            queue.Enqueue(new(run), Pause);
        if (import is null)
            return;
        var end = await EndAsync(import, ct);
        if (end is not { } other)
            return;
        // The stop of the server must not stop what it leaves behind from being said.
        await leases.LetGoAsync(import, other.State, other.Left, CancellationToken.None);
        if (other.State == ImportState.Refused)
            files.Delete(run);
    }

    /// <summary>Null when the import is done, or is not this attempt's any more.</summary>
    private async Task<(ImportState State, ImportPayload? Left)?> EndAsync(
        ClaimedImport import,
        CancellationToken ct
    )
    {
        using var lost = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lost.Token);
        try
        {
            return await AttemptAsync(import, lost, either.Token) is { } refusal
                ? (
                    ImportState.Refused,
                    Refused(import, refusal.Key, [.. refusal.Arguments.Select(a => $"{a}")])
                )
                : null;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The server stops: the run goes on by itself at the next start.
            return (ImportState.Waiting, null);
        }
        catch (ImportRefusedException e)
        {
            return (ImportState.Refused, Refused(import, e.Key, e.Arguments));
        }
        catch (ImportQuestionException e)
        {
            return (ImportState.Asking, import.Payload with { Question = e.Question });
        }
        catch (Exception e)
            when (e is StorageFullException || e is IOException io && UploadFiles.IsFull(io))
        {
            return (ImportState.Interrupted, Refused(import, ImportErrors.StorageFull.Key, []));
        }
        catch (Exception e)
            when (e is CryptographicException or EndOfStreamException or FileNotFoundException)
        {
            return (ImportState.Refused, Refused(import, ImportErrors.UploadDamaged.Key, []));
        }
        catch (RecordDamagedException)
        {
            // A month that the file adds to cannot be opened: it is left as it is, for a backup to mend.
            return (ImportState.Interrupted, Refused(import, ImportErrors.RecordDamaged.Key, []));
        }
        catch (Exception e)
        {
            // A bug, or a database that is away. The message may quote a value: only its type is written down.
            LogFailed(log, import.Run, e.GetType().Name);
            return (ImportState.Interrupted, null);
        }
    }

    private async Task<Error?> AttemptAsync(
        ClaimedImport import,
        CancellationTokenSource lost,
        CancellationToken ct
    )
    {
        var writable = (await access.DomainsAsync(import.Actor, import.Person, ct)).Writable;
        if (writable == RecordDomains.None)
            return ImportErrors.NotYours;
        var who = await facts.GetAsync(import.Person, ct);
        var born = who?.BornOn;
        var sink = new ImportSink(import.Id, writable);
        var answers = await columns.WithAsync(import.Person, import.Payload.Answers, ct);
        var used = new HashSet<string>(StringComparer.Ordinal);
        await WithProgressAsync(
            import,
            sink,
            lost,
            async () =>
            {
                await Task.Run(() => Read(import, sink, who, answers, used, ct), ct);
                await search.RunAsync(import.Person, sink, ct);
                var report = ReportOf(sink, born);
                RememberedColumns.Note(report, import.Payload, used);
                var prepared = await preparation.RunAsync(
                    import.Person,
                    sink.Readings,
                    sink.Tally,
                    ct
                );
                await commit.RunAsync(import, sink, prepared, report, workouts, ct);
            },
            ct
        );
        return null;
    }

    private void Read(
        ClaimedImport import,
        ImportSink sink,
        PersonFacts? who,
        IReadOnlyDictionary<string, string> answers,
        ICollection<string> used,
        CancellationToken ct
    )
    {
        var chunks = new SealedChunks(import.Run, import.Payload.FileKey, import.TotalBytes);
        using var file = files.Open(import.Run, chunks);
        FileImport.Read(
            file,
            new(
                new ImportLimits(options.Value.MaxUnpackedBytes),
                clock.GetUtcNow().ToUnixTimeMilliseconds(),
                who?.BornOn
            )
            {
                FileName = import.Payload.FileName,
                Zones = who.ZonesOrUsual(),
                Answers = answers,
                Used = used,
                Password = passwords.Of(import.Id),
                ScratchFolder = files.Folder,
            },
            sink,
            ct
        );
    }

    /// <summary>Shows how far the work is and keeps the lease, until the work ends or the lease is lost.</summary>
    private async Task WithProgressAsync(
        ClaimedImport import,
        ImportSink sink,
        CancellationTokenSource lost,
        Func<Task> work,
        CancellationToken ct
    )
    {
        using var timer = new PeriodicTimer(Beat, clock);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beats = BeatAsync();
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
            await beats;
        }

        async Task BeatAsync()
        {
            try
            {
                while (await timer.WaitForNextTickAsync(done.Token))
                {
                    if (await leases.RenewAsync(import, sink.BytesRead, sink.Found, done.Token))
                        continue;
                    await lost.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                // The work ended.
            }
            catch (Exception e)
            {
                // Not to be seen for a moment is no reason to stop: the lease says whether there is still time.
                LogFailed(log, import.Run, e.GetType().Name);
            }
        }
    }

    private static ImportReport ReportOf(ImportSink sink, DateOnly? born)
    {
        var report = new ImportReport
        {
            FileBornOn = sink.FileBornOn,
            WorkoutsNotAllowed = sink.WorkoutsNotAllowed,
        };
        if (sink.FileBornOn is { } file && born is { } own && file != own)
            report.Warnings.Add(new("import.born-differs", [file.ToString("O", null)]));
        report.Warnings.AddRange(sink.Warnings);
        if (sink.EcgsLeftOut > 0)
            report.Warnings.Add(new("import.ecgs-left-out", [$"{sink.EcgsLeftOut}"]));
        if (sink.RoutesLeftOut > 0)
            report.Warnings.Add(new("import.routes-left-out", [$"{sink.RoutesLeftOut}"]));
        return report;
    }

    private static ImportPayload Refused(
        ClaimedImport import,
        string key,
        IReadOnlyList<string> arguments
    ) =>
        import.Payload with
        {
            Report = new() { Refusal = key, RefusalArguments = [.. arguments] },
        };

    [LoggerMessage(1, LogLevel.Error, "Import {Run} stopped: {Failure}")]
    private static partial void LogFailed(ILogger log, Guid run, string failure);
}
