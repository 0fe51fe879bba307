using HealthRecord.Domain;
using HealthRecord.Features.Dashboard.Tiles;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>A kind that has readings and no tile, or the other way round.</summary>
internal sealed record TileOffer(string Code, string Name);

/// <param name="Tiles">In the reader's order.</param>
/// <param name="Others">Kinds with readings that are not among the tiles.</param>
/// <param name="Age">Null when unknown, or when the facts are not shared.</param>
/// <param name="Damaged">Months of readings that cannot be opened.</param>
internal sealed record PersonBoard(
    IReadOnlyList<TileView> Tiles,
    IReadOnlyList<TileView> Others,
    DateTime Now,
    int? Age,
    int Damaged
);

/// <summary>What the page of a person shows: from day tables alone, in the order that the reader chose.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadPersonBoard(
    Access access,
    ReadLatest latest,
    TileChoices choices,
    TileMaker tiles,
    TimeProvider time
)
{
    private static readonly string[] First =
    [
        "body-weight",
        "blood-pressure",
        "heart-rate",
        "resting-heart-rate",
        "sleep-stage",
        "steps",
        "glucose",
        "body-temperature",
        "height",
        "spo2",
    ];

    public const int ShownUnasked = 8;

    public async Task<Outcome<PersonBoard>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        var read = await latest.RunAsync(actor, person, null, ct);
        if (!read.TryGet(out var view))
            return read.Error!;
        var clock = new PersonClock(view.Zones, time);
        var age = await access.MayReadAsync(actor, person, RecordDomains.Facts, ct)
            ? Ages.Of(view.Facts?.BornOn, clock.Today)
            : null;
        var choice = await choices.RunAsync(actor, person, ct);
        var all = view
            .Kinds.Select(k =>
                tiles.Of(k, clock, view.Facts, choice.Units.GetValueOrDefault(k.Kind.Code))
            )
            .OfType<TileView>()
            .ToDictionary(t => t.Code, StringComparer.Ordinal);
        var chosen = choice.Kinds ?? [.. Unasked(all.Keys).Take(ShownUnasked)];
        return new PersonBoard(
            [.. chosen.Where(all.ContainsKey).Select(code => all[code])],
            [
                .. all
                    .Values.Where(t => !chosen.Contains(t.Code, StringComparer.Ordinal))
                    .OrderBy(t => t.Name, StringComparer.CurrentCulture),
            ],
            clock.Now,
            age,
            view.Kinds.Sum(k => k.Damaged)
        );
    }

    private static IEnumerable<string> Unasked(IEnumerable<string> codes) =>
        codes.OrderBy(code => Array.IndexOf(First, code) is var at and >= 0 ? at : First.Length);
}
