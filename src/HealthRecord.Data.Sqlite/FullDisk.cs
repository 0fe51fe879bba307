using System.Data.Common;
using HealthRecord.Features.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HealthRecord.Data.Sqlite;

/// <summary>A commit that finds no room says so in the product's words, wherever the transaction was begun.</summary>
internal sealed class FullDisk : DbTransactionInterceptor
{
    public static FullDisk Instance { get; } = new();

    public override Task TransactionFailedAsync(
        DbTransaction transaction,
        TransactionErrorEventData eventData,
        CancellationToken cancellationToken = default
    ) =>
        IsFull(eventData.Exception)
            ? throw new StorageFullException(eventData.Exception)
            : Task.CompletedTask;

    // SQLITE_FULL is 13; a write that the disk refuses is SQLITE_IOERR_WRITE (778).
    public static bool IsFull(Exception failure) =>
        failure
            is SqliteException { SqliteErrorCode: 13 }
                or SqliteException { SqliteExtendedErrorCode: 778 };
}
