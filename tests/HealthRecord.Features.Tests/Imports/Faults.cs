using System.Data.Common;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>Lets somebody else act right before a command about a table, once.</summary>
internal sealed class BetweenCommands : DbCommandInterceptor
{
    private string? table;
    private Func<Task>? act;

    public bool Struck { get; private set; }

    public void Register(IServiceCollection services)
    {
        Typing.WithoutWorkers(services);
        services.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(this));
    }

    public void Before(string about, Func<Task> what) => (table, act) = (about, what);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        if (
            table is not null
            && command.CommandText.Contains(table, StringComparison.Ordinal)
            && Interlocked.Exchange(ref act, null) is { } now
        )
        {
            Struck = true;
            await now();
        }
        return result;
    }
}

/// <summary>The machine loses its power at the nth word to the database: nothing after it is heard.</summary>
internal sealed class PowerCut : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int left = int.MaxValue;

    public bool IsDead => Volatile.Read(ref left) < 0;

    public void Register(IServiceCollection services)
    {
        Typing.WithoutWorkers(services);
        services.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(this));
    }

    public void After(int words) => Volatile.Write(ref left, words);

    public void PowerIsBack() => Volatile.Write(ref left, int.MaxValue);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Word(result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Word(result));

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Word(result));

    /// <summary>The commit is there, its answer is not.</summary>
    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Word(0);
        return Task.CompletedTask;
    }

    private T Word<T>(T result) =>
        Interlocked.Decrement(ref left) < 0 ? throw new IOException("The power is out.") : result;
}

/// <summary>A disk that turns out to be full when a transaction is about to end, on whichever database.</summary>
internal sealed class FullAtCommit : DbTransactionInterceptor
{
    public bool IsFull { get; set; }

    public void Register(IServiceCollection services)
    {
        Typing.WithoutWorkers(services);
        services.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(this));
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    ) =>
        IsFull
            ? throw new StorageFullException(new IOException("No space left on the device."))
            : ValueTask.FromResult(result);
}

/// <summary>A disk without room: the file of the record may not get another page.</summary>
internal sealed class SmallDisk : DbConnectionInterceptor
{
    public bool IsFull { get; set; }

    public void Register(IServiceCollection services)
    {
        Typing.WithoutWorkers(services);
        services.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(this));
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        // Less than there are means: as many as there are.
        command.CommandText = $"PRAGMA max_page_count={(IsFull ? 1 : 1_000_000)};";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
