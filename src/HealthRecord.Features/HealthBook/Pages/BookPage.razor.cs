using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Pages;

/// <summary>The health book of a person: its parts, and what each holds.</summary>
public sealed partial class BookPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<BookPartView>? parts;
    private Error? error;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadBook Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    protected override async Task OnParametersSetAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        (parts, error) = (read.TryGet(out var found) ? found.Parts : null, read.Error);
    }

    private string Sum(BookPartView view) =>
        view.Lines.Lines.Count == 0
            ? Texts["book.nothing"]
            : Texts[
                "book.newest",
                view.Lines.Lines.Count,
                view.Part.Row(view.Lines.Lines[0].Payload, Texts).Title
            ];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
