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
/// <param name="Imported">Readings that imports added since yesterday.</param>
/// <param name="Refusal">The record could not be read; the other cards are there.</param>
internal sealed record PersonCard(
    PersonLabel Whose,
    int? Age,
    IReadOnlyList<TileView> Lines,
    IReadOnlyList<TileView> Outside,
    int ToConfirm,
    long Imported,
    Error? Refusal
);

/// <param name="Now">Local time of the reader.</param>
internal sealed record FamilyBoard(IReadOnlyList<PersonCard> Cards, DateTime Now);

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
        var imported = await ImportedAsync(actor, ct);
        var cards = new List<PersonCard>(labels.Count);
        DateTime? now = null;
        foreach (var label in labels)
        {
            var read = await board.RunAsync(actor, label.Person, ct);
            if (!read.TryGet(out var view))
            {
                cards.Add(new(label, null, [], [], 0, 0, read.Error));
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
                    imported.GetValueOrDefault(label.Person),
                    null
                )
            );
        }
        return new(cards, now ?? time.GetLocalNow().DateTime);
    }

    private async Task<Dictionary<PersonId, long>> ImportedAsync(Actor actor, CancellationToken ct)
    {
        var since = time.GetUtcNow().UtcDateTime - New;
        return (await imports.RunAsync(actor, ct))
            .Where(r => r.State == ImportState.Done && r.FinishedUtc > since)
            .GroupBy(r => r.Person)
            .ToDictionary(g => g.Key, g => g.Sum(r => r.Report?.Added ?? 0));
    }
}
