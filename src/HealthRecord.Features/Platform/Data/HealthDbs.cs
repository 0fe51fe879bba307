using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Hands out one context for one use case.</summary>
internal sealed class HealthDbs(IDbContextFactory<HealthDb> contexts, RecordWriting writing)
{
    /// <summary>A context for reading: nothing is tracked.</summary>
    public async Task<HealthDb> ReadAsync(CancellationToken ct)
    {
        var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    /// <summary>A context for writing. On SQLite it holds this process's one turn to write until it is disposed.</summary>
    /// <remarks>Do the slow work before asking, dispose soon, and never ask for a second one meanwhile.</remarks>
    /// <exception cref="TimeoutException">No turn within a minute.</exception>
    public async Task<HealthDb> WriteAsync(CancellationToken ct)
    {
        var turn = await writing.TurnAsync(ct);
        try
        {
            var db = await contexts.CreateDbContextAsync(ct);
            db.Hold(turn);
            return db;
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }
}
