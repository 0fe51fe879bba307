using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>The row that a query stands on. A cell may hold anything, whatever its column says.</summary>
internal readonly struct DatabaseRow(sqlite3_stmt statement)
{
    private const int LongestText = 4000;
    private const int LongestBlob = 64;

    public bool IsNull(int column) => sqlite3_column_type(statement, column) == SQLITE_NULL;

    /// <summary>A whole number; null where none stands.</summary>
    public long? Whole(int column) =>
        sqlite3_column_type(statement, column) switch
        {
            SQLITE_INTEGER => sqlite3_column_int64(statement, column),
            SQLITE_FLOAT => sqlite3_column_double(statement, column) switch
            {
                > -1e17 and < 1e17 and var d when d == Math.Floor(d) => (long)d,
                _ => null,
            },
            SQLITE_TEXT => long.TryParse(
                Text(column),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var whole
            )
                ? whole
                : null,
            _ => null,
        };

    public bool TryNumber(int column, out WrittenNumber number)
    {
        number = default;
        return sqlite3_column_type(statement, column) switch
        {
            SQLITE_INTEGER => DecimalText.TryParse(
                sqlite3_column_int64(statement, column).ToString(CultureInfo.InvariantCulture),
                out number
            ),
            SQLITE_FLOAT => DecimalText.TryOf(sqlite3_column_double(statement, column), out number),
            SQLITE_TEXT => DecimalText.TryParse(Text(column), out number),
            _ => false,
        };
    }

    /// <summary>As words, cut where no words are so long; null where nothing stands.</summary>
    public string? Text(int column)
    {
        if (IsNull(column) || sqlite3_column_type(statement, column) == SQLITE_BLOB)
            return null;
        if (sqlite3_column_bytes(statement, column) > LongestText)
            return null;
        return sqlite3_column_text(statement, column).utf8_to_string();
    }

    /// <summary>Bytes of a name; empty where none, or no name, stands.</summary>
    public ReadOnlySpan<byte> Blob(int column) =>
        sqlite3_column_type(statement, column) == SQLITE_BLOB
        && sqlite3_column_bytes(statement, column) <= LongestBlob
            ? sqlite3_column_blob(statement, column)
            : default;
}
