using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>The documents of a person. A file goes up by the browser itself, never through the circuit.</summary>
public sealed partial class DocumentsPage : IDisposable
{
    private static readonly Error Failed = new("document.failed");
    private readonly CancellationTokenSource leaving = new();
    private ElementReference file;
    private DocumentsView? view;
    private DocumentLine? edited;
    private DocumentLine? removing;
    private bool busy;
    private bool sending;
    private Error? error;
    private Error? refused;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadDocuments Read { get; set; } = null!;

    [Inject]
    private EditDocument Change { get; set; } = null!;

    [Inject]
    private RemoveDocument Remove { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    /// <summary>What a document may belong to, in the words of the book.</summary>
    private IReadOnlyList<LinkChoice> Targets =>
        view is null
            ? []
            : [.. view.Targets.Select(target => new LinkChoice(target.Link, Words(target)))];

    protected override Task OnParametersSetAsync()
    {
        (edited, removing, refused) = (null, null, null);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        (view, error) = (read.TryGet(out var found) ? found : null, read.Error);
    }

    private void Edit(DocumentLine line) => (edited, removing, error) = (line, null, null);

    private string Words(LinkTarget target)
    {
        var row = target.Part.Row(target.Line.Payload, Texts);
        var day = target.Line.Payload.Day is { } on ? $" ({Moments.Day(on, true)})" : "";
        return $"{Texts[target.Part.Name]} : {row.Title}{day}".Replace(
            " :",
            "\u00a0:",
            StringComparison.Ordinal
        );
    }

    private IEnumerable<string> Details(DocumentLine line)
    {
        var one = line.Document;
        yield return string.Join(
            " · ",
            (
                (string?[])
                    [
                        one.Sort == DocumentSort.Other ? null : Texts[$"document.{one.Sort}"].Value,
                        one.On is { } day ? Moments.Day(day, true) : null,
                        Texts[$"document.{one.Format}"],
                        Sizes.Of(one.Bytes),
                    ]
            ).OfType<string>()
        );
        if (view?.Targets.FirstOrDefault(target => target.Link == one.Link) is { } linked)
            yield return Words(linked);
        if (one.Note is { } note)
            yield return note;
    }

    private async Task SendAsync()
    {
        if (busy)
            return;
        (busy, sending, refused) = (true, true, null);
        string? added = null;
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>(
                "import",
                leaving.Token,
                "/_content/HealthRecord.Features/document.js"
            );
            // Null when nothing was chosen.
            var answer = await module.InvokeAsync<JsonElement?>(
                "send",
                leaving.Token,
                file,
                DocumentRoutes.Of(Id)
            );
            if (answer is { ValueKind: JsonValueKind.Object } said)
            {
                if (said.TryGetProperty("id", out var id))
                    added = id.GetString();
                else
                    refused = RefusalOf(said);
            }
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            refused = Failed;
        }
        (busy, sending) = (false, false);
        if (added is null)
            return;
        await LoadAsync();
        Snack.Done(Texts["document.kept"]);
        // What it is and what it belongs to is asked at once, while one looks at it.
        edited = view?.Documents.FirstOrDefault(line => line.Id.ToString("N") == added);
    }

    private static Error RefusalOf(JsonElement said)
    {
        var key = said.TryGetProperty("key", out var text) ? text.GetString() : null;
        return key is null ? Failed
            : key == DocumentErrors.TooLarge.Key ? DocumentErrors.TooLarge
            : new Error(key);
    }

    private async Task SaveAsync(Document changed)
    {
        if (edited is not { } line)
            return;
        busy = true;
        var saved = await Change.RunAsync(
            await Current.GetAsync(),
            Id,
            line,
            changed,
            leaving.Token
        );
        busy = false;
        error = saved.Error;
        if (!saved.Succeeded)
            return;
        edited = null;
        await LoadAsync();
        Snack.Done(Texts["book.saved"]);
    }

    private async Task RemoveAsync(DocumentLine line)
    {
        busy = true;
        var removed = await Remove.RunAsync(await Current.GetAsync(), Id, line, leaving.Token);
        (busy, removing) = (false, null);
        await LoadAsync();
        error ??= removed.Error;
        if (removed.Succeeded)
            Snack.Done(Texts["book.removed"]);
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}

/// <summary>A line of the book by its words.</summary>
public sealed record LinkChoice(DocumentLink Link, string Words);
