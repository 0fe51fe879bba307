using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>Seals the rows of one owner anew under the current data key, a few at a time, beside running writers.</summary>
/// <remarks>A cell is exchanged only if it is still the one that was opened, so that no save is ever undone; stopped anywhere, it goes on where it was.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed partial class RewriteRows(
    HealthDbs dbs,
    PersonKeys keys,
    RecordWriting writing,
    ILogger<RewriteRows> log
)
{
    private const int Batch = 50;

    /// <returns>How many rows of this version do not open and were left as they are.</returns>
    /// <exception cref="KeysGoneException">The owner was erased meanwhile.</exception>
    public async Task<int> RunAsync(Guid owner, int version, CancellationToken ct)
    {
        await using var model = await dbs.ReadAsync(ct);
        var damaged = 0;
        foreach (var table in SealedRows.Of(model.Model))
            damaged += await RunAsync(table, owner, version, ct);
        if (damaged > 0)
            LogLeft(damaged, owner, version);
        return damaged;
    }

    private async Task<int> RunAsync(
        SealedRows table,
        Guid owner,
        int version,
        CancellationToken ct
    )
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            IReadOnlyList<ISealedRow> rows;
            await using (var db = await dbs.ReadAsync(ct))
                rows = await table.UnderAsync(db, owner, version, Batch + left.Count, ct);
            var todo = rows.Where(r => !left.Contains(Mark(r))).ToList();
            if (todo.Count == 0)
                return left.Count;
            var secrets = await SecretsAsync(owner, version, ct);
            var sealedAnew = new List<(ISealedRow Row, byte[] Cell)>();
            foreach (var row in todo)
            {
                try
                {
                    sealedAnew.Add(
                        (row, secrets.Seal(row.SealTable, row.SealRow, secrets.OpenFrom(row)))
                    );
                }
                catch (RecordDamagedException)
                {
                    left.Add(Mark(row));
                }
            }
            await StoreAsync(table, sealedAnew, ct);
        }
    }

    private async Task StoreAsync(
        SealedRows table,
        List<(ISealedRow Row, byte[] Cell)> rows,
        CancellationToken ct
    )
    {
        if (rows.Count == 0)
            return;
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await writing.CheckKeysAsync(db, rows.ConvertAll(r => r.Row.Under(r.Cell)), ct);
        foreach (var (row, cell) in rows)
            await table.ExchangeAsync(db, row, cell, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<PersonSecrets> SecretsAsync(Guid owner, int version, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(owner, ct);
        if (secrets.CurrentVersion != version)
            return secrets;
        // Another process rotated: this one still has the old version at hand.
        keys.Renew(owner);
        secrets = await keys.GetAsync(owner, ct);
        return secrets.CurrentVersion != version
            ? secrets
            : throw new InvalidOperationException("There is no newer version to seal with.");
    }

    private static string Mark(ISealedRow row) => row.SealRow.ToString("N");

    [LoggerMessage(
        2101,
        LogLevel.Error,
        "{Count} damaged rows of {Owner} stay under version {Version} of its data key."
    )]
    private partial void LogLeft(int count, Guid owner, int version);
}

/// <summary>A row as it would be with another cell: enough to ask whether that may be saved.</summary>
internal sealed class RowUnder(ISealedRow row, byte[] cell) : ISealedRow
{
    public SealedTable SealTable => row.SealTable;
    public Guid SealRow => row.SealRow;
    public Guid SealOwner => row.SealOwner;
    public byte[] Sealed { get; set; } = cell;
}

internal static class RowUnderCell
{
    public static ISealedRow Under(this ISealedRow row, byte[] cell) => new RowUnder(row, cell);
}
