using Microsoft.EntityFrameworkCore.Infrastructure;

namespace HealthRecord.Features.Platform.Data;

public enum SaveFailure
{
    Other,

    /// <summary>A unique index already holds the key.</summary>
    Collision,

    /// <summary>No room on the disk or in the file.</summary>
    Full,
}

/// <summary>What the two database providers do differently.</summary>
public interface IRecordStore
{
    /// <summary><c>SQLite</c> or <c>SQL Server</c>.</summary>
    string Name { get; }

    /// <summary>Whether writers of this process take turns.</summary>
    bool OneWriter { get; }

    SaveFailure Classify(Exception failure);

    /// <summary>Creates or opens both stores and brings them to this program's schema, or refuses.</summary>
    /// <exception cref="StartRefusedException">A store belongs to another program version or to the demo.</exception>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>Brings both stores to this program's schema whatever the provider's habit at start is.</summary>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>
    /// Held until the open transaction ends: many may seal at once, or one <paramref name="alone"/>. Who has it alone knows
    /// that every save which asked about key versions before is committed.
    /// </summary>
    Task HoldSealingAsync(DatabaseFacade database, bool alone, CancellationToken ct);

    /// <summary>What time the database has; null where it has no clock of its own.</summary>
    Task<DateTime?> UtcNowAsync(CancellationToken ct);

    /// <summary>Leaves no trace of deleted keys in the key store's files.</summary>
    Task ScrubKeysAsync(CancellationToken ct);
}
