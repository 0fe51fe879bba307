using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;
using static HealthRecord.Importers.HealthConnect.HealthConnectQuery;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>Sessions of exercise with their laps and routes, held until all three tables are read.</summary>
internal sealed class HealthConnectWorkouts(
    MemoryDatabase database,
    HealthConnectApps apps,
    Handover handover
)
{
    public const string Table = "exercise_session_record_table";
    private const string Laps = "exercise_laps_table";
    private const string Route = "exercise_route_table";

    /// <summary>Ten a day for 27 years.</summary>
    private const int Most = 100_000;

    /// <summary>Points of all routes together (50 MB): beyond, routes are left out by name and the sessions stay.</summary>
    private const int MostPoints = 2_000_000;
    private const int MostLaps = 200_000;

    private readonly Dictionary<long, List<RoutePoint>> routes = [];
    private readonly Dictionary<long, List<WorkoutLap>> laps = [];
    private int points;
    private int rounds;

    public void Read(HashSet<string> tables, FormatRun run)
    {
        if (tables.Contains(Laps))
            Children(Laps, ["lap_start_time", "lap_end_time", "lap_length"], Lap);
        if (tables.Contains(Route))
            Children(Route, ["timestamp_millis", "latitude", "longitude", "altitude"], Point);
        var sql =
            Of(database, Table, ["row_id", "exercise_type"])
            ?? throw new InvalidDataException("Its columns are others.");
        var given = 0;
        var leftOut = 0;
        database.Each(
            sql,
            row =>
            {
                if (given == Most)
                    leftOut++;
                else if (Give(row))
                    given++;
            }
        );
        if (leftOut > 0)
            run.Warn(Warnings.TooManyWorkouts, leftOut);
    }

    private bool Give(DatabaseRow row)
    {
        if (Instant(row, 3) is not { } start || Instant(row, 5) is not { } end)
            return handover.Refuse(Table, RefusalReason.Date, row.Text(3));
        var id = row.Whole(First) ?? -1;
        return handover.Take(
            new IncomingWorkout(
                apps.Of(row.Whole(2)),
                HealthConnectActivities.Of(row.Whole(First + 1)),
                start,
                end - start,
                [],
                Zone(row),
                Identity(row),
                Table,
                0
            )
            {
                Laps = laps.TryGetValue(id, out var cut) ? [.. cut.OrderBy(l => l.StartMs)] : [],
                Route = routes.TryGetValue(id, out var way) ? [.. way.OrderBy(p => p.AtMs)] : [],
            }
        );
    }

    private void Children(string table, string[] asked, Action<DatabaseRow, long> read)
    {
        var columns = database.Columns(table);
        if (!columns.Contains("parent_key"))
            return;
        var selected = asked.Select(a => columns.Contains(a) ? MemoryDatabase.Quoted(a) : "NULL");
        database.Each(
            $"SELECT parent_key, {string.Join(", ", selected)} FROM {table} NOT INDEXED",
            row => read(row, row.Whole(0) ?? -1)
        );
    }

    private void Lap(DatabaseRow row, long parent)
    {
        if (
            rounds == MostLaps
            || Instant(row, 1) is not { } start
            || Instant(row, 2) is not { } end
            || end < start
        )
        {
            handover.Refuse(Laps, RefusalReason.Date, row.Text(1));
            return;
        }
        rounds++;
        handover.Merged(Laps, 1);
        List(laps, parent)
            .Add(
                new(
                    start,
                    end - start,
                    row.TryNumber(3, out var length)
                        ? [new WorkoutTotal("distance", "sum", length, "m")]
                        : []
                )
            );
    }

    private void Point(DatabaseRow row, long parent)
    {
        if (points == MostPoints || Instant(row, 1) is not { } at)
        {
            handover.Refuse(Route, RefusalReason.Incomplete, row.Text(1));
            return;
        }
        if (Degrees(row, 2, 90) is not { } north || Degrees(row, 3, 180) is not { } east)
        {
            handover.Refuse(Route, RefusalReason.NotANumber, null);
            return;
        }
        points++;
        handover.Merged(Route, 1);
        const double highest = 100_000;
        int? altitude =
            row.TryNumber(4, out var metres) && Math.Abs(metres.ToDouble()) < highest
                ? (int)Math.Round(metres.ToDouble() * 100)
                : null;
        List(routes, parent).Add(new(at, north, east, altitude));
    }

    private static int? Degrees(DatabaseRow row, int column, int most) =>
        row.TryNumber(column, out var degrees) && Math.Abs(degrees.ToDouble()) <= most
            ? (int)Math.Round(degrees.ToDouble() * 1e7)
            : null;

    private static List<T> List<T>(Dictionary<long, List<T>> lists, long parent)
    {
        if (!lists.TryGetValue(parent, out var list))
            lists[parent] = list = [];
        return list;
    }
}
