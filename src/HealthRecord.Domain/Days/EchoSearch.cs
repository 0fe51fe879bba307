using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>Which readings tell an event that another source told already: what a day table counts once, found again for a list.</summary>
public static class EchoSearch
{
    /// <param name="priority">As in <see cref="DayContext.Priority"/>.</param>
    /// <param name="readings">Of a day and a little around it.</param>
    /// <returns>For each reading the index of the one that counts instead of it; -1 where it counts itself.</returns>
    public static int[] Find(
        Kind kind,
        IReadOnlyList<SourceKey> priority,
        IReadOnlyList<(SourceKey Source, ShownReading Reading)> readings
    )
    {
        var echoed = new int[readings.Count];
        Array.Fill(echoed, -1);
        var sources = readings.Select(r => r.Source).Distinct().ToList();
        if (sources.Count < 2 || !Applies(kind))
            return echoed;
        var echoes = new Echoes(kind);
        var places = new Dictionary<Echoes.Told, int>();
        foreach (var source in SourceClasses.Order(sources, priority))
        {
            var kept = echoes.Begin();
            foreach (
                var at in Enumerable
                    .Range(0, readings.Count)
                    .Where(i => readings[i].Source == source && !readings[i].Reading.SetAside)
                    .OrderBy(i => readings[i].Reading.StartMs)
            )
            {
                if (echoes.Nearest(readings[at].Reading) is { } other)
                {
                    echoed[at] = places[other];
                    continue;
                }
                var told = new Echoes.Told(readings[at].Reading);
                places.Add(told, at);
                kept.Add(told);
            }
        }
        return echoed;
    }

    /// <summary>Totals and lengths are merged minute by minute instead, and codes are never compared.</summary>
    private static bool Applies(Kind kind)
    {
        const Aggregation merged =
            Aggregation.SumAfterMerge | Aggregation.Duration | Aggregation.DurationByCode;
        return kind.Codes.Count == 0 && (kind.Aggregation & merged) == Aggregation.None;
    }
}
