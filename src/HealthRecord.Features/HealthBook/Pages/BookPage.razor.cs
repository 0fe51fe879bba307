using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.HealthBook.Pages;

/// <summary>The health book of a person: its parts, and what each holds.</summary>
public sealed partial class BookPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private BookView? book;
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
        (book, error) = (read.TryGet(out var found) ? found : null, read.Error);
    }

    private IEnumerable<IGrouping<BookGroup, BookDoor>> Groups =>
        book is null
            ? []
            : book
                .Parts.Select(view => new BookDoor(
                    view.Part.Group,
                    view.Part.Number,
                    view.Part.Icon,
                    Texts[view.Part.Name],
                    Sum(view)
                ))
                .Concat(
                    book.Pages.Select(page => new BookDoor(
                        page.Group,
                        page.Number,
                        page.Icon,
                        Texts[page.Name],
                        Texts[page.Name + ".what"]
                    ))
                )
                .GroupBy(door => door.Group)
                .OrderBy(group => group.Key);

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

/// <summary>One line of the page: where it leads, and what stands behind.</summary>
internal sealed record BookDoor(BookGroup Group, int Number, string Icon, string Name, string Sum);
