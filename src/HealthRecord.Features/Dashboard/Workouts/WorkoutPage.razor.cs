using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Domain.Workouts;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.Workouts;

/// <summary>One workout: its figures, its heart rates, where it went and its laps.</summary>
public sealed partial class WorkoutPage : IDisposable
{
    private const int MostBeats = 300;
    private static readonly int[] Cuts = [0, 100, 200, 500, 1000];
    private readonly CancellationTokenSource leaving = new();
    private WorkoutView? view;
    private RouteDrawing? drawing;
    private DateTime local;
    private Error? error;
    private bool busy;

    private sealed record BeatLine(string Points, string Sentence);

    [Parameter]
    public Guid Person { get; set; }

    [Parameter]
    public Guid Entry { get; set; }

    [Inject]
    private ReadWorkout Read { get; set; } = null!;

    [Inject]
    private DecideWorkout Decide { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private PersonId Id => new(Person);

    private string When =>
        view is null
            ? ""
            : $"{Moments.Day(DateOnly.FromDateTime(local), true)} · {Moments.Clock(local)}";

    private string Sources =>
        view is null
            ? ""
            : string.Join(
                ", ",
                view.AlsoFrom.Prepend(view.Workout.Source).Select(s => SourceWords.Of(s, Texts))
            );

    private IEnumerable<(string Name, string Value)> Totals =>
        (view?.Workout.Totals ?? [])
            .Select(t => WorkoutWords.Total(t, Texts))
            .OfType<(string Name, string Value)>()
            .DistinctBy(t => t.Name, StringComparer.Ordinal);

    private WorkoutDecision Decision =>
        new(view!.Workout.IsRouteShown, view.Workout.CutMetres, view.Workout.IsApart);

    private string RouteWords =>
        $"{ValueWords.Number(Routes.Metres(view!.Route) / 1000, 1)}\u00a0km";

    /// <summary>Null for fewer than two beats.</summary>
    private BeatLine? Beats
    {
        get
        {
            var beats = view?.HeartRates ?? [];
            if (beats.Count < 2)
                return null;
            var values = beats.Select(b => b.Values[0]!.Value.ToDouble()).ToList();
            var (low, high) = (values.Min(), values.Max());
            var every = Math.Max(1, beats.Count / MostBeats);
            var points = values
                .Where((_, i) => i % every == 0)
                .Select((v, i) => (X: i, Y: (high - v) / Math.Max(1, high - low)))
                .ToList();
            var step = 600.0 / Math.Max(1, points.Count - 1);
            return new(
                string.Join(
                    ' ',
                    points.Select(p =>
                        $"{RouteDrawing.Text(p.X * step)},{RouteDrawing.Text(4 + (p.Y * 112))}"
                    )
                ),
                Texts[
                    "workout.beats-of",
                    ValueWords.Number(low, 0),
                    ValueWords.Number(high, 0),
                    ValueWords.Number(values.Average(), 0)
                ]
            );
        }
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(
            await Current.GetAsync(),
            Id,
            new EntryId(Entry),
            leaving.Token
        );
        error = read.Error;
        if (!read.TryGet(out var found))
            return;
        view = found;
        drawing = RouteDrawing.Of(found.Route);
        var who = await Facts.GetAsync(Id, leaving.Token);
        local = who.ZonesOrUsual()
            .LocalOf(DateTime.UnixEpoch.AddMilliseconds(found.Workout.StartMs), found.Workout.Zone);
    }

    private Task CutAsync(ChangeEventArgs e) =>
        int.TryParse(e.Value as string, CultureInfo.InvariantCulture, out var metres)
            ? DecideAsync(Decision with { CutMetres = metres })
            : Task.CompletedTask;

    private async Task DecideAsync(WorkoutDecision decision)
    {
        busy = true;
        var decided = await Decide.RunAsync(
            await Current.GetAsync(),
            Id,
            view!.Entry,
            view.Version,
            decision,
            leaving.Token
        );
        await LoadAsync();
        error ??= decided.Error;
        busy = false;
    }

    /// <summary>The figures that any of the laps has, each a column.</summary>
    private IReadOnlyList<string> LapFigures =>
        [
            .. (view?.Workout.Shown.Laps ?? [])
                .SelectMany(FiguresOf)
                .Select(f => f.Name)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>One for each column; empty where this lap has none.</summary>
    private IEnumerable<(string Name, string Value)> LapRow(WorkoutLap lap)
    {
        var figures = FiguresOf(lap).ToList();
        return LapFigures.Select(name => (name, figures.Find(f => f.Name == name).Value ?? ""));
    }

    private IEnumerable<(string Name, string Value)> FiguresOf(WorkoutLap lap) =>
        lap.Totals.Select(t => WorkoutWords.Total(t, Texts)).OfType<(string Name, string Value)>();

    private static string Clock(long durationMs) =>
        TimeSpan
            .FromMilliseconds(durationMs)
            .ToString(
                durationMs >= 3_600_000 ? @"h\:mm\:ss" : @"m\:ss",
                CultureInfo.InvariantCulture
            );

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
