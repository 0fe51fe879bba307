namespace HealthRecord.Importers.Tables;

/// <summary>A blood pressure in one cell: <c>120/80</c>, <c>120 / 80 / 65</c>, <c>13,5/8</c>.</summary>
internal static class PressureCell
{
    /// <summary>Two or three numbers: systolic, diastolic and a pulse.</summary>
    public static bool TrySplit(string cell, out string[] parts)
    {
        const int longest = 24;
        parts = [];
        if (cell.Length > longest || !cell.Contains('/'))
            return false;
        parts = cell.Split('/', StringSplitOptions.TrimEntries);
        return parts.Length is 2 or 3
            && parts.All(p =>
                p.Length is > 0 and <= 5 && p.All(c => char.IsAsciiDigit(c) || c is '.' or ',')
            );
    }
}
