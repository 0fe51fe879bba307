using System.Globalization;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>What every record has, under the names that its table has for it: what is missing reads as nothing.</summary>
/// <remarks>Columns of a query: 0 uuid, 1 changed, 2 app, 3 start, 4 its offset, 5 end, from <see cref="First"/> on what was asked for.</remarks>
internal static class HealthConnectQuery
{
    public const int First = 6;

    // Years 1900 to 2200: beyond, it is no time.
    private const long EarliestMs = -2_208_988_800_000;
    private const long LatestMs = 7_258_118_400_000;
    private const int LargestOffset = 18 * 3600;

    /// <param name="child">A table whose rows hang on the records by <c>parent_key</c>: asked for first, its columns with <c>c.</c>.</param>
    /// <returns>Null where the table says of no record when it was.</returns>
    public static string? Of(
        MemoryDatabase database,
        string table,
        IEnumerable<string> asked,
        string? child = null
    )
    {
        var columns = database.Columns(table);
        var isMoment = columns.Contains("time");
        if (!isMoment && !columns.Contains("start_time"))
            return null;
        string Own(string column) =>
            columns.Contains(column) ? $"p.{MemoryDatabase.Quoted(column)}" : "NULL";
        var common = isMoment
            ? (Start: "time", Offset: "zone_offset", End: "time")
            : (Start: "start_time", Offset: "start_zone_offset", End: "end_time");
        var children = child is null ? null : database.Columns(child);
        if (children?.Contains("parent_key") == false || columns.Contains("rowid"))
            return null;
        var rest = asked.Select(a =>
            a.StartsWith("c.", StringComparison.Ordinal)
                ? children?.Contains(a[2..]) == true
                    ? $"c.{MemoryDatabase.Quoted(a[2..])}"
                    : "NULL"
                : Own(a)
        );
        var selected = string.Join(
            ", ",
            new[]
            {
                Own("uuid"),
                Own("last_modified_time"),
                Own("app_info_id"),
                Own(common.Start),
                Own(common.Offset),
                Own(common.End),
            }.Concat(rest)
        );
        var parent = MemoryDatabase.Quoted(table);
        return child is null
            ? $"SELECT {selected} FROM {parent} AS p NOT INDEXED"
            // By the row's number, which needs no index that the file could lack.
            : $"SELECT {selected} FROM {MemoryDatabase.Quoted(child)} AS c NOT INDEXED "
                + $"LEFT JOIN {parent} AS p ON p.rowid = c.parent_key";
    }

    public static long? Instant(DatabaseRow row, int column) =>
        row.Whole(column) is >= EarliestMs and <= LatestMs and var ms ? ms : null;

    /// <summary><c>+02:00</c>; null where the record says nothing.</summary>
    public static string? Zone(DatabaseRow row)
    {
        if (row.Whole(4) is not (>= -LargestOffset and <= LargestOffset) and not null)
            return null;
        if (row.Whole(4) is not { } seconds || seconds % 60 != 0)
            return null;
        var offset = TimeSpan.FromSeconds(Math.Abs(seconds));
        return (seconds < 0 ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The record's own name, and when it was last changed as its version.</summary>
    public static ExternalIdentity? Identity(DatabaseRow row)
    {
        var uuid = row.Blob(0);
        if (uuid.IsEmpty)
            return null;
        var name =
            uuid.Length == 16
                ? new Guid(uuid, bigEndian: true).ToString("D")
                : Convert.ToHexStringLower(uuid);
        return new(name, Math.Max(0, row.Whole(1) ?? 0));
    }
}
