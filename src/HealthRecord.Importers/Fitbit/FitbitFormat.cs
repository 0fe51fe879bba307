using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fitbit;

/// <summary>
/// What Google hands out of a Fitbit account: the old folders of Fitbit (JSON for a day or a month, some tables) and the tables
/// of Google Health.
/// </summary>
/// <remarks>
/// Steps, distance and the like are told apart by the names of their files alone; everything else by what it says. The same
/// minutes stand in both kinds of files, under different sources: nothing adds up twice.
/// </remarks>
internal sealed class FitbitFormat : IFormat
{
    public const string Producer = "fitbit";
    public static readonly SourceKey Source = new(Producer, "Fitbit");

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files.Any(f => IsKnown(f)) ? [.. files.Where(f => IsKnown(f) || LiesThere(f))] : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var handover = new Handover(run.Context, run.Sink);
        var unread = new Leftovers();
        var byShape = files.ToLookup(f => ShapeOf(f, run));

        // First, because it may have to ask.
        new FitbitWeights(run, handover).Read([.. byShape[FitbitShape.Weight]]);
        var intraday = new FitbitIntraday(run, handover);
        run.Each(byShape[FitbitShape.HeartRate], intraday.ReadHeartRate);
        run.Each(byShape[FitbitShape.Resting], intraday.ReadResting);
        run.Each(byShape[FitbitShape.Steps], intraday.ReadSteps);
        run.Each(byShape[FitbitShape.Distance], intraday.ReadDistance);
        intraday.Finish();
        var sleep = new FitbitSleep(run, handover);
        run.Each(byShape[FitbitShape.Sleep], sleep.Read);
        sleep.Finish();
        run.Each(byShape[FitbitShape.Exercise], new FitbitExercises(run, handover).Read);
        var tables = new FitbitTables(run, handover);
        run.Each(byShape[FitbitShape.Table], tables.Read);
        tables.Finish();

        foreach (var file in byShape[FitbitShape.None])
            unread.Add(file);
        unread.Warn(run.Sink, Warnings.TablesUnread);
    }

    /// <exception cref="ImportRefusedException">It is none of what is kept, a person says.</exception>
    private static FitbitShape ShapeOf(SourceFile file, FormatRun run)
    {
        var shape = FitbitShapes.Of(file);
        if (shape != FitbitShape.Unnamed)
            return shape;
        return run.Ask(
            new(
                "meaning:fitbit",
                ImportTopic.Meaning,
                [],
                [new("steps", []), new("distance", []), new("none", [])]
            )
        ) switch
        {
            "steps" => FitbitShape.Steps,
            "distance" => FitbitShape.Distance,
            _ => throw new ImportRefusedException(Refusals.NotAnExport),
        };
    }

    private static bool IsKnown(SourceFile file) => FitbitShapes.Of(file) != FitbitShape.None;

    private static bool LiesThere(SourceFile file) =>
        file.Head.Signature is Signature.Json or Signature.Text or Signature.Empty
        && FitbitShapes.LiesInTakeout(file);
}
