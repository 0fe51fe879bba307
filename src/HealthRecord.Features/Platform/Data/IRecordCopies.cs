namespace HealthRecord.Features.Platform.Data;

/// <summary>Content of one table: how many rows, and SHA-256 over all of them in the order of their key.</summary>
public sealed record TableDigest(string Name, long Rows, string Sha256);

/// <summary>What a database file holds.</summary>
/// <param name="Schema">The newest migration in it.</param>
public sealed record CopyContent(string Schema, IReadOnlyList<TableDigest> Tables);

/// <summary>Consistent copies of both stores while writers run. A server makes its own backups and has none of this.</summary>
public interface IRecordCopies
{
    /// <param name="file">Does not exist yet.</param>
    /// <exception cref="IOException">The place cannot be reached or is full.</exception>
    Task CopyRecordAsync(string file, CancellationToken ct);

    /// <inheritdoc cref="CopyRecordAsync"/>
    Task CopyKeysAsync(string file, CancellationToken ct);

    /// <exception cref="InvalidDataException">It is no database, or a damaged one.</exception>
    Task<CopyContent> ReadAsync(string file, CancellationToken ct);

    /// <summary>Writes everything into the two files themselves and lets go of them, so that they can be moved.</summary>
    Task ReleaseAsync(CancellationToken ct);

    /// <summary>Whether this program knows the schema: older is migrated, newer is refused.</summary>
    bool Knows(string recordSchema, string keySchema);
}
