using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>Lengths that a source states as a whole (a night's hours, minutes of meditation): the best source of the day of their end.</summary>
internal static class SessionDays
{
    public static void Fill(DayBook book)
    {
        var counted = new Dictionary<int, int>();
        foreach (var source in book.Sources)
        {
            for (var i = 0; i < source.Readings.Count; i++)
            {
                var reading = source.Readings[i];
                if (reading.SetAside)
                {
                    book.SetAside(reading, source.Rank);
                    continue;
                }
                var local = book.LocalAt(
                    Math.Max(reading.StartMs, reading.EndMs - 1),
                    reading.Zone
                );
                var day = DayBook.DayOf(local);
                if (book.Find(day) is not { } notes)
                    continue;
                var winner = book.ChosenOn(day);
                if (winner < 0 && !counted.TryGetValue(day, out winner))
                    counted.Add(day, winner = source.Rank);
                if (winner == source.Rank)
                    Count(book, notes, source.Rank, reading, day, local);
                else
                    notes.Shares[source.Rank].Ignored += reading.First;
            }
        }
    }

    private static void Count(
        DayBook book,
        DayNotes notes,
        int rank,
        in ShownReading reading,
        int day,
        long local
    )
    {
        notes.Count++;
        notes.AddTotal(reading.First);
        var start = book.LocalAt(reading.StartMs, reading.Zone);
        var from = DayBook.DayOf(start) == day ? DayBook.MinuteOf(start) : 0;
        notes.Shares[rank].Give(reading.First, from, DayBook.MinuteOf(local) + 1);
        book.Saw(reading, rank);
    }
}
