namespace HealthRecord.Domain.Days;

/// <summary>
/// Nights from sleep stages: clusters of sources that overlap are one night, told by one source alone; the one with stages
/// first, then the one with sleep, then the order of priority. A night belongs to the local day of waking.
/// </summary>
internal sealed class NightDays
{
    private const double NapHours = 3;

    private readonly DayBook book;
    private readonly List<(int Day, SleepCluster Cluster)> chosen = [];

    private NightDays(DayBook book) => this.book = book;

    public static IReadOnlyList<Night> Fill(DayBook book)
    {
        var days = new NightDays(book);
        days.NoteSetAside();
        var clusters = book
            .Sources.SelectMany(s => SleepCluster.Of(s, book.Kind.Codes.Count))
            .OrderBy(c => c.StartMs)
            .ThenBy(c => c.Source.Rank)
            .ToList();
        for (var i = 0; i < clusters.Count; )
        {
            var (from, end) = (i, clusters[i].EndMs);
            for (; i < clusters.Count && (i == from || clusters[i].StartMs < end); i++)
                end = Math.Max(end, clusters[i].EndMs);
            days.Choose(clusters[from..i]);
        }
        return days.Nights();
    }

    private void Choose(List<SleepCluster> same)
    {
        var best = same.OrderByDescending(c => c.Detail).ThenBy(c => c.Source.Rank).First();
        var rank = best.Source.Rank;
        if (book.ChosenOn(WakingDay(best)) is >= 0 and var overruled)
            rank = overruled;
        foreach (var cluster in same)
        {
            var day = WakingDay(cluster);
            if (cluster.Source.Rank == rank)
                chosen.Add((day, cluster));
            else if (book.Find(day) is { } notes)
                notes.Shares[cluster.Source.Rank].Ignored += cluster.Readings.Count;
        }
    }

    private List<Night> Nights()
    {
        var nights = new List<Night>();
        foreach (var day in chosen.GroupBy(c => c.Day).OrderBy(g => g.Key))
        {
            if (book.Find(day.Key) is not { } notes)
                continue;
            var main = day.MaxBy(c => c.Cluster.Length).Cluster;
            foreach (var (_, cluster) in day.OrderBy(c => c.Cluster.StartMs))
            {
                var night = NightOf(day.Key, cluster, cluster == main);
                nights.Add(night);
                Note(notes, cluster, night);
            }
        }
        return nights;
    }

    private Night NightOf(int day, SleepCluster cluster, bool isMain)
    {
        var start = DayBook.MinuteOf(book.LocalAt(cluster.StartMs, cluster.Readings[0].Zone));
        var end = DayBook.MinuteOf(book.LocalAt(cluster.EndMs, LastOf(cluster).Zone));
        var isByDay = cluster.Length < NapHours && start is >= 9 * 60 and < 20 * 60;
        return new(
            DayBook.DateOf(day),
            cluster.StartMs,
            cluster.EndMs,
            start,
            end,
            [.. cluster.HoursByCode.Select(h => Math.Round(h, 6))],
            Math.Round(cluster.AsleepHours, 6),
            cluster.Awakenings,
            cluster.Source.Rank,
            !isMain || isByDay
        );
    }

    private void Note(DayNotes notes, SleepCluster cluster, Night night)
    {
        notes.Count += cluster.Readings.Count;
        notes.AddTotal(cluster.AsleepHours);
        for (var code = 0; code < cluster.HoursByCode.Length; code++)
            notes.HoursByCode[code] += cluster.HoursByCode[code];
        notes
            .Shares[cluster.Source.Rank]
            .Give(cluster.Readings.Count, night.StartMinute, night.EndMinute);
        book.Saw(cluster.Readings[^1], cluster.Source.Rank);
    }

    private void NoteSetAside()
    {
        foreach (var source in book.Sources)
        foreach (var reading in source.Readings)
            if (reading.SetAside)
                book.SetAside(reading, source.Rank);
    }

    /// <summary>The local day of the last instant of sleep: who wakes at midnight sharp slept on the day before.</summary>
    private int WakingDay(SleepCluster cluster) =>
        DayBook.DayOf(book.LocalAt(cluster.EndMs - 1, LastOf(cluster).Zone));

    private static Readings.ShownReading LastOf(SleepCluster cluster) =>
        cluster.Readings.MaxBy(r => r.EndMs);
}
