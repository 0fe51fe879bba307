namespace HealthRecord.Features.Dashboard;

/// <summary>Where values are expected, in the canonical unit, and who says so.</summary>
/// <param name="Low">The least value inside; null where no lower end is given.</param>
/// <param name="High">Of a reference the least value above, of a usual range the greatest value inside; null without an upper end.</param>
/// <param name="SecondHigh">The same for the second number of a pair.</param>
/// <param name="Source">Key of the text that names the source; it is shown beside the band, always.</param>
/// <param name="Whose">Name of the person, which a usual range is shown with.</param>
/// <param name="IsOwn">The person's usual range, not a reference.</param>
internal sealed record Band(
    double? Low,
    double? High,
    double? SecondLow,
    double? SecondHigh,
    string Source,
    string Whose,
    bool IsOwn
)
{
    public Standing Of(double value, double second = double.NaN)
    {
        if (double.IsNaN(value))
            return Standing.Unknown;
        if (IsAbove(value, High) || IsAbove(second, SecondHigh))
            return Standing.Above;
        return value < Low || second < SecondLow ? Standing.Below : Standing.Within;
    }

    private bool IsAbove(double value, double? high) =>
        high is { } end && (IsOwn ? value > end : value >= end);
}

/// <summary>Where a value stands: said in words, never by a colour alone.</summary>
internal enum Standing
{
    Unknown,
    Below,
    Within,
    Above,
}
