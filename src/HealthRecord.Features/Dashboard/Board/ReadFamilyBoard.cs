using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>One person on the page of the family.</summary>
/// <param name="Lines">What is newest, a few of it.</param>
/// <param name="Outside">What stands outside its band or usual range.</param>
/// <param name="ToConfirm">Values that wait for a person to say that they are right.</param>
/// <param name="Refusal">The record could not be read; the other cards are there.</param>
internal sealed record PersonCard(
    PersonLabel Whose,
    int? Age,
    IReadOnlyList<TileView> Lines,
    IReadOnlyList<TileView> Outside,
    int ToConfirm,
    Error? Refusal
);

/// <summary>An import that ended since yesterday.</summary>
internal sealed record NewImport(PersonLabel Whose, long Added);

/// <param name="Now">Local time of the reader.</param>
internal sealed record FamilyBoard(
    IReadOnlyList<PersonCard> Cards,
    IReadOnlyList<NewImport> Imports,
    DateTime Now
);

/// <summary>Is everybody fine, and is something waiting: one card for each person that the reader may see.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadFamilyBoard(
    ReadShownPersons persons,
    ReadPersonBoard board,
    ReadImports imports,
    TimeProvider time
)
{
    private const int LinesOfCard = 3;
    private static readonly TimeSpan New = TimeSpan.FromHours(36);

    public async Task<FamilyBoard> RunAsync(Actor actor, CancellationToken ct)
    {
        var labels = await persons.RunAsync(actor, ct);
        var cards = new List<PersonCard>(labels.Count);
        DateTime? now = null;
        foreach (var label in labels)
        {
            var read = await board.RunAsync(actor, label.Person, ct);
            if (!read.TryGet(out var view))
            {
                cards.Add(new(label, null, [], [], 0, read.Error));
                continue;
            }
            now ??= view.Now;
            cards.Add(
                new(
                    label,
                    view.Age,
                    [.. view.Tiles.Take(LinesOfCard)],
                    [.. view.Tiles.Where(t => t.IsOutside)],
                    view.Tiles.Concat(view.Others).Sum(t => t.ToConfirm),
                    null
                )
            );
        }
        return new(
            cards,
            await ImportsAsync(actor, labels, ct),
            now ?? time.GetLocalNow().DateTime
        );
    }

    private async Task<IReadOnlyList<NewImport>> ImportsAsync(
        Actor actor,
        IReadOnlyList<PersonLabel> labels,
        CancellationToken ct
    )
    {
        var since = time.GetUtcNow().UtcDateTime - New;
        return
        [
            .. (await imports.RunAsync(actor, ct))
                .Where(r =>
                    r.State == ImportState.Done && r.FinishedUtc > since && r.Report is not null
                )
                .Select(r =>
                    labels.FirstOrDefault(l => l.Person == r.Person) is { } whose
                        ? new NewImport(whose, r.Report!.Added)
                        : null
                )
                .OfType<NewImport>(),
        ];
    }
}
