using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Pages;

/// <summary>One part of the health book: its lines, and the form that adds or edits one.</summary>
public sealed partial class BookPartPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private BookPartView? view;
    private BookLine? edited;
    private bool writing;
    private bool busy;
    private Error? error;

    [Parameter]
    public Guid Person { get; set; }

    [Parameter]
    public int Number { get; set; }

    [Inject]
    private ReadBookPart Read { get; set; } = null!;

    [Inject]
    private SaveBookEntry Save { get; set; } = null!;

    [Inject]
    private RemoveBookEntry Remove { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    private Dictionary<string, object?> FormParameters =>
        new(StringComparer.Ordinal)
        {
            ["Value"] = edited?.Payload,
            ["OnSave"] = EventCallback.Factory.Create<BookPayload>(this, SaveAsync),
            ["OnCancel"] = EventCallback.Factory.Create(this, Close),
            ["Busy"] = busy,
        };

    protected override Task OnParametersSetAsync()
    {
        Close();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, Number, leaving.Token);
        view = read.TryGet(out var found) ? found : null;
        error = read.Error;
    }

    private void Write(BookLine? line) => (edited, writing, error) = (line, true, null);

    private void Close() => (edited, writing, error) = (null, false, null);

    private async Task SaveAsync(BookPayload payload)
    {
        busy = true;
        var saved = await Save.RunAsync(
            await Current.GetAsync(),
            Id,
            payload,
            edited,
            leaving.Token
        );
        busy = false;
        // What was typed stays in the form: the refusal stands above it.
        error = saved.Error;
        if (!saved.Succeeded)
            return;
        Close();
        await LoadAsync();
        Snack.Done(Texts["book.saved"]);
    }

    private async Task RemoveAsync(BookLine line)
    {
        busy = true;
        var removed = await Remove.RunAsync(await Current.GetAsync(), Id, line, leaving.Token);
        busy = false;
        await LoadAsync();
        error ??= removed.Error;
        if (removed.Succeeded)
            Snack.Done(Texts["book.removed"], () => InvokeAsync(() => PutBackAsync(line)));
    }

    private async Task PutBackAsync(BookLine line)
    {
        var again = await Save.RunAsync(
            await Current.GetAsync(),
            Id,
            line.Payload,
            null,
            CancellationToken.None
        );
        await LoadAsync();
        error ??= again.Error;
        StateHasChanged();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
