namespace HealthRecord.Domain.Days;

/// <summary>What is being collected of one local day.</summary>
internal sealed class DayNotes(int sources, int codes)
{
    public int Count;
    public int SetAside;
    public int Echoes;
    public bool Overruled;

    /// <summary>Some source knows the minutes of the day, so that totals without minutes are not needed.</summary>
    public bool HasMinutes;
    public readonly NumberNotes Numbers = new();
    public double Total = double.NaN;
    public readonly double[] HoursByCode = new double[codes];
    public readonly ShareNotes[] Shares = new ShareNotes[sources];

    public void AddTotal(double amount) => Total = double.IsNaN(Total) ? amount : Total + amount;

    /// <summary>Somebody gave something, even if it was not counted.</summary>
    public bool HasAnything =>
        Count > 0 || SetAside > 0 || Array.Exists(Shares, s => s.Gave || s.Ignored != 0);
}

internal struct ShareNotes
{
    public bool Gave;
    public double Amount;
    public double Ignored;
    private int firstMinute;
    private int lastMinute;

    public void Give(double amount, int fromMinute, int toMinute)
    {
        firstMinute = Gave ? Math.Min(firstMinute, fromMinute) : fromMinute;
        lastMinute = Gave ? Math.Max(lastMinute, toMinute) : toMinute;
        Gave = true;
        Amount += amount;
    }

    public readonly DayShare ToShare(int source) =>
        new(
            source,
            Math.Round(Amount, 2),
            Math.Round(Ignored, 2),
            Gave ? firstMinute : -1,
            Gave ? lastMinute : -1
        );
}
