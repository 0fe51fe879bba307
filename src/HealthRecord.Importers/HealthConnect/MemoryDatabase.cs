using SQLitePCL;
using static SQLitePCL.raw;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>A database of somebody else, read from memory: an upload must never lie readable on a disk.</summary>
/// <remarks>
/// Nothing of its schema is run (no triggers, views, or functions of ours), nothing can be written, and no more rows come out
/// than its bytes can hold: pages that point at each other in circles would give rows for ever. Up to <see cref="Largest"/>.
/// </remarks>
internal sealed unsafe class MemoryDatabase : IDisposable
{
    public const long Largest = 512L << 20;
    private const int LongestCell = 4 << 20;
    private const int LeastRow = 4;

    /// <summary>Of the header (file format 1.3.3): the write and read versions, which say how its journal was kept.</summary>
    private const int Versions = 18;
    private const int StepsBetweenLooks = 20_000;

    // SQLite's own numbers, which the binding does not name.
    private const int DeserializeReadOnly = 4;
    private const int ConfigDefensive = 1010;
    private const int ConfigTriggers = 1003;
    private const int ConfigViews = 1015;
    private const int ConfigQuotedTextInDml = 1013;
    private const int ConfigQuotedTextInDdl = 1014;
    private const int ConfigTrustedSchema = 1017;
    private const int LimitLength = 0;
    private const int LimitAttached = 7;

    private readonly sqlite3 db;
    private readonly NativeBytes bytes;
    private readonly CancellationToken ct;

    static MemoryDatabase() => Batteries_V2.Init();

    private MemoryDatabase(NativeBytes bytes, CancellationToken ct)
    {
        this.bytes = bytes;
        this.ct = ct;
        if (sqlite3_open_v2(":memory:", out db, SQLITE_OPEN_READWRITE, null) != SQLITE_OK)
            throw new InvalidOperationException("No database can be opened in memory.");
    }

    /// <param name="content">Read to its end.</param>
    /// <param name="announced">How long it says to be: a hint, so that it need not be moved while it is read.</param>
    /// <exception cref="ImportRefusedException">More than <see cref="Largest"/>.</exception>
    /// <exception cref="InvalidDataException">It is no database, or nothing of it can be read.</exception>
    public static MemoryDatabase Open(Stream content, long announced, CancellationToken ct)
    {
        var bytes = NativeBytes.ReadAll(content, announced, ct);
        MemoryDatabase database;
        try
        {
            database = new(bytes, ct);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
        try
        {
            database.Harden();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Names of the tables that are tables: views and tables that run code are none.</summary>
    public IReadOnlyList<string> Tables()
    {
        var names = new List<string>();
        Each(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
            row =>
            {
                if (row.Text(0) is { Length: > 0 } name)
                    names.Add(name);
            }
        );
        return names;
    }

    /// <summary>Its real columns: computed ones are none.</summary>
    public IReadOnlySet<string> Columns(string table)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Each($"PRAGMA table_info({Quoted(table)})", row => names.Add(row.Text(1) ?? ""));
        return names;
    }

    public static string Quoted(string name) =>
        $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <exception cref="InvalidDataException">It is damaged there; the rows before were given.</exception>
    public void Each(string sql, Action<DatabaseRow> read)
    {
        if (sqlite3_prepare_v2(db, sql, out var statement) != SQLITE_OK)
            throw Damage();
        using (statement)
        {
            var row = new DatabaseRow(statement);
            var most = bytes.Length / LeastRow;
            while (true)
            {
                var result = sqlite3_step(statement);
                if (result == SQLITE_DONE)
                    return;
                ct.ThrowIfCancellationRequested();
                if (result != SQLITE_ROW || --most < 0)
                    throw Damage();
                read(row);
            }
        }
    }

    public void Dispose()
    {
        db.Dispose();
        bytes.Dispose();
    }

    private void Harden()
    {
        sqlite3_db_config(db, ConfigDefensive, 1, out _);
        sqlite3_db_config(db, ConfigTriggers, 0, out _);
        sqlite3_db_config(db, ConfigViews, 0, out _);
        sqlite3_db_config(db, ConfigQuotedTextInDml, 0, out _);
        sqlite3_db_config(db, ConfigQuotedTextInDdl, 0, out _);
        sqlite3_db_config(db, ConfigTrustedSchema, 0, out _);
        sqlite3_limit(db, LimitLength, LongestCell);
        sqlite3_limit(db, LimitAttached, 0);
        var stop = ct;
        sqlite3_progress_handler(
            db,
            StepsBetweenLooks,
            _ => stop.IsCancellationRequested ? 1 : 0,
            null
        );
        // A copy made while its journal was apart says so here, and would look for that journal.
        if (bytes.Length > Versions + 1)
            (bytes.Start[Versions], bytes.Start[Versions + 1]) = (1, 1);
        if (
            sqlite3_deserialize(
                db,
                "main",
                (nint)bytes.Start,
                bytes.Length,
                bytes.Length,
                DeserializeReadOnly
            ) != SQLITE_OK
        )
            throw Damage();
        foreach (
            var pragma in new[]
            {
                "trusted_schema=OFF",
                "cell_size_check=ON",
                "query_only=ON",
                "temp_store=MEMORY",
                "automatic_index=OFF",
                "mmap_size=0",
            }
        )
            Each($"PRAGMA {pragma}", _ => { });
    }

    private InvalidDataException Damage()
    {
        ct.ThrowIfCancellationRequested();
        return new("The database is damaged.");
    }

    public static ImportRefusedException TooLarge() =>
        new(Refusals.DatabaseTooLarge, $"{Largest >> 20}");
}
