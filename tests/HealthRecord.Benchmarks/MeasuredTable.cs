namespace HealthRecord.Benchmarks;

internal static class MeasuredTable
{
    public static void Print(IReadOnlyList<Measured> lines)
    {
        var what = Math.Max("what".Length, lines.Max(l => l.What.Length));
        var budget = Math.Max("budget".Length, lines.Max(l => l.Budget.Length));
        Console.WriteLine();
        Console.WriteLine($"| {"what".PadRight(what)} | {"budget".PadRight(budget)} | measured |");
        Console.WriteLine($"|{new string('-', what + 2)}|{new string('-', budget + 2)}|---|");
        foreach (var line in lines)
            Console.WriteLine(
                $"| {line.What.PadRight(what)} | {line.Budget.PadRight(budget)} | {line.Value}{(line.IsKept ? "" : "  (not kept)")} |"
            );
    }
}
