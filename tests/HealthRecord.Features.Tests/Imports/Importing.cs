using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>Short ways to upload a file and run the worker, as the product does.</summary>
internal static class Importing
{
    public static async Task<ImportId> UploadAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        byte[] file,
        CancellationToken ct,
        string name = "export.zip"
    )
    {
        var started = (
            await host.Get<StartImport>().RunAsync(actor, person, name, file.Length, ct)
        ).Value;
        var kept = await host.Get<AppendUpload>()
            .RunAsync(
                actor,
                started.Run,
                started.ReceivedBytes,
                new MemoryStream(
                    file,
                    (int)started.ReceivedBytes,
                    file.Length - (int)started.ReceivedBytes
                ),
                ct
            );
        if (kept.Error is { } refusal)
            throw new InvalidOperationException(refusal.Key);
        return started.Run;
    }

    public static async Task<ImportRunView> ImportAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        byte[] file,
        CancellationToken ct,
        string name = "export.zip"
    )
    {
        var run = await host.UploadAsync(actor, person, file, ct, name);
        await host.Get<ImportJob>().RunAsync(run.Value, ct);
        return await host.RunViewAsync(actor, run, ct);
    }

    public static async Task<ImportRunView> RunViewAsync(
        this RecordHost host,
        Actor actor,
        ImportId run,
        CancellationToken ct
    ) => (await host.Get<ReadImports>().OneAsync(actor, run, ct)).Value;

    public static KindCounts Counts(this ImportRunView run, string origin) =>
        run.Report!.Kinds.Single(k => k.Origin.EndsWith(origin, StringComparison.Ordinal));
}
