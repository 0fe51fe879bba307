using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Platform.Data;

/// <summary>What every save of the record passes: its turn, the key versions it was sealed with, the provider's failures.</summary>
internal sealed class RecordWriting(IRecordStore store, KeyVersions versions) : IDisposable
{
    private readonly WriterQueue queue = new();

    public int Waiting => queue.Waiting;

    public async Task<IDisposable?> TurnAsync(CancellationToken ct) =>
        store.OneWriter ? await queue.TakeAsync(ct) : null;

    /// <summary>Asks, inside the open transaction of <paramref name="db"/>, whether the rows may be saved.</summary>
    public async Task CheckKeysAsync(
        HealthDb db,
        IReadOnlyCollection<ISealedRow> changes,
        CancellationToken ct
    )
    {
        await store.HoldSealingAsync(db.Database, alone: false, ct);
        await versions.RequireUsableAsync(changes, ct);
    }

    public SaveFailure Failure(Exception failure) => store.Classify(failure);

    public void Dispose() => queue.Dispose();
}
