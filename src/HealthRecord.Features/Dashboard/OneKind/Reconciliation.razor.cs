using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>Where a day's figure comes from, in words, and how to decide otherwise.</summary>
public sealed partial class Reconciliation
{
    private SourcesView? sources;
    private IReadOnlyList<string> sentences = [];
    private Error? error;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Parameter, EditorRequired]
    public string Tag { get; set; } = "";

    [Parameter, EditorRequired]
    public DateOnly Day { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Days of the span that the page shows.</summary>
    [Parameter, EditorRequired]
    public object View { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadSources Read { get; set; } = null!;

    [Inject]
    private OrderSources Order { get; set; } = null!;

    [Inject]
    private OverruleDay Overrule { get; set; } = null!;

    [Inject]
    private ReconciliationWords Words { get; set; } = null!;

    private KindView Shown => (KindView)View;

    private DayRow? Row => Shown.Days.FirstOrDefault(d => d.Day == Day);

    private bool IsOverruled => Row is { Summary.Overruled: true };

    private IReadOnlyList<SourceRow> Mains => [.. sources!.Sources.Where(s => s.SameAs is null)];

    protected override async Task OnParametersSetAsync()
    {
        sentences = Row is { } row ? Words.Of(Shown.Kind, row, Shown.Unit) : [];
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(
            await Current.GetAsync(),
            Person,
            new(Tag),
            CancellationToken.None
        );
        error = read.Error;
        sources = read.TryGet(out var found) ? found : null;
    }

    private bool Overruled(SourceKey source) =>
        IsOverruled && Row!.Shares.Any(s => s.Source == source && s.Amount > 0);

    private async Task MoveAsync(SourceKey source, int by)
    {
        var order = Mains.Select(m => m.Source).ToList();
        var at = order.IndexOf(source);
        var to = Math.Clamp(at + by, 0, order.Count - 1);
        order.RemoveAt(at);
        order.Insert(to, source);
        await SayAsync(
            await Order.RunAsync(
                await Current.GetAsync(),
                Person,
                new(Tag),
                order,
                CancellationToken.None
            )
        );
    }

    private async Task OverruleAsync(SourceKey? source) =>
        await SayAsync(
            await Overrule.RunAsync(
                await Current.GetAsync(),
                Person,
                new(Tag),
                Day,
                source,
                CancellationToken.None
            )
        );

    private async Task SayAsync(Outcome<Done> said)
    {
        error = said.Error;
        if (error is null)
            await ChangedAsync();
    }

    private async Task ChangedAsync()
    {
        await LoadAsync();
        await OnChanged.InvokeAsync();
    }
}
