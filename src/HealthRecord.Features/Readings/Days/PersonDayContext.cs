using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>What all day tables of one person depend on beside the readings, read once.</summary>
internal sealed class PersonDayContext(
    ZoneTimeline zones,
    PersonFacts? facts,
    IReadOnlyList<SourceOrder> orders,
    IReadOnlyList<SameDevice> same,
    IReadOnlyList<DayOverrule> overrules
)
{
    // Stands at the end of the order, where it matches no source, so that the basis of a table changes with it.
    private readonly SourceKey[] sameInBasis =
    [
        .. same.Select(s => new SourceKey("=", $"{s.Other.Canonical}\u001e{s.Main.Canonical}"))
            .OrderBy(s => s.Name, StringComparer.Ordinal),
    ];

    public ZoneTimeline Zones => zones;

    /// <summary>Null when there is no such person.</summary>
    public PersonFacts? Facts => facts;

    public DayContext For(Kind kind) =>
        new(
            zones,
            [.. OrderOf(kind), .. sameInBasis],
            overrules.Where(o => o.Kind == kind.Code).ToDictionary(o => o.Day, o => o.Source)
        );

    /// <summary>Readings grouped by device: names of one device become one source, and what both say is said once.</summary>
    /// <remarks>Months of one name are joined without a copy: a year of heart rates is a quarter of a million readings.</remarks>
    public IReadOnlyList<SourceReadings> Group(
        IEnumerable<(SourceKey Source, IReadOnlyList<ShownReading> Readings)> parts
    ) =>
        [
            .. parts
                .GroupBy(p => MainOf(p.Source))
                .Select(g =>
                    g.All(p => p.Source == g.First().Source)
                        ? SourceReadings.Joined(g.Key, g.Select(p => p.Readings))
                        : new SourceReadings(
                            g.Key,
                            [.. g.SelectMany(p => p.Readings).Distinct().OrderBy(r => r.StartMs)]
                        )
                )
                .OrderBy(s => s.Source.Canonical, StringComparer.Ordinal),
        ];

    public IReadOnlyList<SourceKey> OrderOf(Kind kind) =>
        orders.FirstOrDefault(o => o.Kind == kind.Code)?.Best ?? [];

    public IEnumerable<SourceKey> OthersOf(SourceKey main) =>
        same.Where(s => s.Main == main).Select(s => s.Other);

    public SourceKey MainOf(SourceKey source) =>
        same.FirstOrDefault(s => s.Other == source)?.Main ?? source;
}

internal sealed class PersonDayContexts(HealthDbs dbs, PersonFactsReader facts, EntryStore entries)
{
    private static readonly string[] Types =
    [
        SourceOrder.Type.Code,
        SameDevices.Type.Code,
        DayOverrule.Type.Code,
    ];

    public async Task<PersonDayContext> GetAsync(PersonId person, CancellationToken ct)
    {
        var known = await facts.GetAsync(person, ct);
        await using var db = await dbs.ReadAsync(ct);
        var said = await entries.SeveralAsync(db, person, Types, ct);
        return new(
            known.ZonesOrUsual(),
            known,
            [.. said.Of(SourceOrder.Type).Entries.Select(o => o.Payload)],
            [.. said.Of(SameDevices.Type).Entries.SelectMany(s => s.Payload.Pairs)],
            [.. said.Of(DayOverrule.Type).Entries.Select(o => o.Payload)]
        );
    }
}
