using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.Logbook;

/// <summary>A person's record in time, a month at once, with what the reader wants to see of it.</summary>
public sealed partial class LogbookPage : IDisposable
{
    private static readonly TimelineItems[] Filters =
    [
        TimelineItems.Readings,
        TimelineItems.Notes,
        TimelineItems.Nights,
        TimelineItems.Workouts,
        TimelineItems.Imports,
    ];

    private readonly CancellationTokenSource leaving = new();
    private readonly List<LogbookMonth> months = [];
    private TimelineItems items = TimelineItems.All;
    private Guid operation = Ids.New();
    private int? earlier;
    private Error? error;
    private string note = "";
    private bool writing;
    private bool loading = true;
    private int asked;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadTimeline Read { get; set; } = null!;

    [Inject]
    private WriteNote Write { get; set; } = null!;

    [Inject]
    private LogbookWords Words { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private QuickEntry QuickEntry { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    protected override void OnInitialized() => Changes.Changed += OnChanged;

    protected override Task OnParametersSetAsync() => BeginAsync();

    private async Task BeginAsync()
    {
        months.Clear();
        // In the zone where it is already latest, so that what was typed just now is there.
        var today = Time.GetUtcNow().UtcDateTime.AddHours(14);
        await LoadAsync((today.Year * 100) + today.Month, ++asked);
    }

    /// <summary>Shows a month. A quiet one says nothing: then the one before in which there is something.</summary>
    private async Task LoadAsync(int month, int mine)
    {
        loading = true;
        var before = months.Count;
        for (int? next = month; next is { } at && months.Count == before && mine == asked; )
        {
            await AddAsync(at, mine);
            next = earlier;
        }
        if (mine == asked)
            loading = false;
    }

    private async Task AddAsync(int month, int mine)
    {
        var read = await Read.RunAsync(
            await Current.GetAsync(),
            Id,
            month,
            items,
            null,
            leaving.Token
        );
        // Asked for something else meanwhile: that question answers.
        if (mine != asked)
            return;
        error = read.Error;
        earlier = null;
        if (!read.TryGet(out var view))
            return;
        earlier = view.Earlier;
        if (view.Rows.Count > 0 || view.Damaged > 0)
            months.Add(new(month, DayByDay(view.Rows), view.Damaged));
    }

    /// <summary>A day is named once, on its first line.</summary>
    private List<LogbookLine> DayByDay(IReadOnlyList<TimelineRow> rows)
    {
        var lines = new List<LogbookLine>(rows.Count);
        var day = "";
        foreach (var line in rows.Select(r => Words.Of(Id, r)))
        {
            lines.Add(line.Day == day ? line with { Day = "" } : line);
            day = line.Day;
        }
        return lines;
    }

    private Task MoreAsync() => earlier is { } month ? LoadAsync(month, asked) : Task.CompletedTask;

    private Task ToggleAsync(TimelineItems one)
    {
        items ^= one;
        return BeginAsync();
    }

    private async Task WriteAsync()
    {
        var form = new NoteForm(Time.GetUtcNow().UtcDateTime, note);
        var written = await Write.RunAsync(
            await Current.GetAsync(),
            Id,
            form,
            operation,
            leaving.Token
        );
        error = written.Error;
        if (error is not null)
            return;
        (note, writing, operation) = ("", false, Ids.New());
        await BeginAsync();
    }

    private static string MonthWords(int month)
    {
        var text = new DateOnly(month / 100, month % 100, 1).ToString(
            "MMMM yyyy",
            CultureInfo.CurrentCulture
        );
        return char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];
    }

    private void OnChanged(object? sender, RecordChangedEventArgs e)
    {
        if (e.Person == Id)
            _ = InvokeAsync(async () =>
            {
                await BeginAsync();
                StateHasChanged();
            });
    }

    public void Dispose()
    {
        Changes.Changed -= OnChanged;
        leaving.Cancel();
        leaving.Dispose();
    }
}
