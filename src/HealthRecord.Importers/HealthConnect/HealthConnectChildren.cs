using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Formats;
using static HealthRecord.Importers.HealthConnect.HealthConnectQuery;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>Records whose numbers stand in a table of their own: heart rates, stages of a night, skin temperatures.</summary>
/// <remarks>
/// What is counted is the numbers; the record around them counts as merged. They bear no name of their own in the file:
/// source, time and value are it. A night without stages is one interval asleep, under the record's name.
/// </remarks>
internal sealed class HealthConnectChildren(
    MemoryDatabase database,
    HealthConnectApps apps,
    Handover handover
)
{
    /// <summary>Nights whose stages are remembered to tell those without: 2,700 years of them.</summary>
    private const int MostNights = 1_000_000;
    private const string Nights = "sleep_session_record_table";
    private static readonly Measure Stage = Measure.Of("sleep-stage");

    public static IReadOnlyList<Child> Tables { get; } =
    [
        new(
            "heart_rate_record_table",
            "heart_rate_record_series_table",
            "beats_per_minute",
            "epoch_millis",
            "epoch_millis",
            Measure.Of("heart-rate")
        ),
        new(
            "skin_temperature_record_table",
            "skin_temperature_delta_table",
            "delta",
            "epoch_millis",
            "epoch_millis",
            Measure.Of("skin-temperature-deviation")
        ),
        new(
            Nights,
            "sleep_stages_table",
            "stage_type",
            "stage_start_time",
            "stage_end_time",
            Stage
        ),
    ];

    private readonly HashSet<long> staged = [];

    public void Read(Child child, HashSet<string> tables)
    {
        var isNight = child.Measure == Stage;
        if (tables.Contains(child.Name))
        {
            var sql =
                Of(
                    database,
                    child.Parent,
                    [$"c.{child.Value}", $"c.{child.Start}", $"c.{child.End}", "c.parent_key"],
                    child.Name
                ) ?? throw new InvalidDataException("Its columns are others.");
            database.Each(
                sql,
                row =>
                {
                    if (isNight && staged.Count < MostNights && row.Whole(First + 3) is { } night)
                        staged.Add(night);
                    Give(row, child);
                }
            );
        }
        Parents(child, isNight);
    }

    private void Parents(Child child, bool isNight)
    {
        var sql =
            Of(database, child.Parent, ["row_id"])
            ?? throw new InvalidDataException("Its columns are others.");
        var parents = 0;
        database.Each(
            sql,
            row =>
            {
                var isWhole =
                    isNight
                    && staged.Count < MostNights
                    && (row.Whole(First) is not { } id || !staged.Contains(id));
                if (isWhole)
                    GiveNight(row);
                else
                    parents++;
            }
        );
        if (parents > 0)
            handover.Merged(child.Parent, parents);
    }

    private void Give(DatabaseRow row, Child child)
    {
        if (Instant(row, First + 1) is not { } start || Instant(row, First + 2) is not { } end)
        {
            handover.Refuse(child.Name, RefusalReason.Date, row.Text(First + 1));
            return;
        }
        WrittenNumber number;
        if (child.Measure == Stage)
        {
            if (StageOf(row.Whole(First)) is not { } stage)
            {
                handover.Refuse(child.Name, RefusalReason.Code, row.Text(First));
                return;
            }
            number = Stage.Code(stage);
        }
        else if (!row.TryNumber(First, out number))
        {
            handover.Refuse(
                child.Name,
                row.IsNull(First) ? RefusalReason.Incomplete : RefusalReason.NotANumber,
                row.Text(First)
            );
            return;
        }
        handover.Take(
            new Found(child.Name, child.Measure, apps.Of(row.Whole(2)), start, end, number)
            {
                Zone = Zone(row),
            }
        );
    }

    private void GiveNight(DatabaseRow row)
    {
        if (Instant(row, 3) is { } start && Instant(row, 5) is { } end)
            handover.Take(
                new Found(
                    Nights,
                    Stage,
                    apps.Of(row.Whole(2)),
                    start,
                    end,
                    Stage.Code("asleep-unspecified")
                )
                {
                    Zone = Zone(row),
                    Identity = Identity(row),
                }
            );
        else
            handover.Refuse(Nights, RefusalReason.Date, row.Text(3));
    }

    /// <summary>Of the numbers of the platform; out of bed in the middle of a night is awake.</summary>
    private static string? StageOf(long? type) =>
        type switch
        {
            0 or 2 => "asleep-unspecified",
            1 or 3 or 7 => "awake",
            4 => "light",
            5 => "deep",
            6 => "rem",
            _ => null,
        };

    public sealed record Child(
        string Parent,
        string Name,
        string Value,
        string Start,
        string End,
        Measure Measure
    );
}
