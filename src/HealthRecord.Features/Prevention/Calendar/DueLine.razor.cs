using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Prevention.Words;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>One line on the page of a person: what is due, what is to be completed, what comes next.</summary>
public sealed partial class DueLine : IDisposable
{
    private const int Named = 2;
    private readonly CancellationTokenSource leaving = new();
    private PersonId? read;
    private DueLineView? view;

    [Parameter, EditorRequired]
    public Guid Person { get; set; }

    /// <summary>On a card of the family: one sentence, read when the card stands already.</summary>
    [Parameter]
    public bool Compact { get; set; }

    [Inject]
    private ReadDueLine Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private PersonId Id => new(Person);

    private string Icon =>
        view!.Now.Count > 0
            ? Icons.Material.Outlined.NotificationsNone
            : Icons.Material.Outlined.EventAvailable;

    private string Short =>
        view switch
        {
            { Now: [var only] } => Texts["line.one-named", ItemWords.Of(only).Title],
            { Now.Count: 0, Next: null, ToComplete: var left } => Texts["line.book", left],
            _ => Head,
        };

    private string Head =>
        view!.Now.Count switch
        {
            0 => view.Next is { } next
                ? Texts["line.next", ItemWords.Of(next.Rule).Title, ItemWords.Day(next.On)]
                : Texts["complete.title"],
            1 => Texts["line.one"],
            var n => Texts["line.many", n],
        };

    private string Detail =>
        string.Join(
            " · ",
            view!
                .Now.Select(rule => ItemWords.Of(rule).Title)
                .Distinct(StringComparer.Ordinal)
                .Take(Named)
                .Append(view.Now.Count > Named ? "…" : null)
                .Append(view.ToComplete > 0 ? Texts["line.complete", view.ToComplete].Value : null)
                .OfType<string>()
        );

    protected override Task OnParametersSetAsync() =>
        Compact || read == Id ? Task.CompletedTask : LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!Compact || read == Id)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        read = Id;
        try
        {
            var answer = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
            // Whoever may not see it sees nothing here; a damaged record is told by the page itself.
            view = answer.TryGet(out var found) ? found : null;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The card is gone before its line came.
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
