using HealthRecord.Domain;
using MudBlazor;

namespace HealthRecord.Features.HealthBook;

/// <summary>A page of the book that is more than lines: it has a number of the same row as the parts.</summary>
internal sealed record BookPageLink(
    int Number,
    string Name,
    RecordDomains Domain,
    string Icon,
    BookGroup Group,
    Func<BookConcerns, bool> Concerns
)
{
    private const int GrownUp = 20;

    public static IReadOnlyList<BookPageLink> All { get; } =
    [
        new(
            13,
            "page.growth",
            RecordDomains.Measures,
            Icons.Material.Outlined.ShowChart,
            BookGroup.Self,
            person => person.Age is < GrownUp
        ),
        new(
            15,
            "page.documents",
            RecordDomains.Documents,
            Icons.Material.Outlined.Description,
            BookGroup.Papers,
            _ => true
        ),
    ];
}
