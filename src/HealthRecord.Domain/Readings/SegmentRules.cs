namespace HealthRecord.Domain.Readings;

/// <summary>What facts and marks of a segment have to keep; said once, for people's code and for hostile bytes.</summary>
internal static class SegmentRules
{
    public const int MostParts = 16;

    /// <summary>Far beyond any life; keeps the end of a reading within 64 bits.</summary>
    public const long LongestMs = 1L << 60;

    /// <summary>Why a content cannot stand in a month, or null.</summary>
    public static string? Fault(ReadingContent content, int month)
    {
        if (
            content.StartMs < UtcMonth.FirstMs(month)
            || content.StartMs >= UtcMonth.FirstMs(UtcMonth.Next(month))
        )
            return "A reading of another month.";
        if (content.DurationMs is < 0 or > LongestMs)
            return "A negative or endless duration.";
        if (content.Value.Exponent is < -18 or > 18)
            return "An exponent beyond 18.";
        if (!Enum.IsDefined(content.ZoneOrigin))
            return "An unknown origin of a zone.";
        if (content.Parts is not { } parts)
            return null;
        if (parts.Rest.Count > MostParts)
            return "Too many parts.";
        return parts.Rest.Any(p => p is { Exponent: < -18 or > 18 })
            ? "An exponent beyond 18."
            : null;
    }

    public static string? Fault(Mark mark, int month)
    {
        if (!Enum.IsDefined(mark.State))
            return "An unknown state of a mark.";
        if ((mark.State == MarkState.Replaced) != (mark.Replacement is not null))
            return "A replacement belongs to a mark that replaces, and only there.";
        return mark.Replacement is { } replacement ? Fault(replacement, month) : null;
    }

    public static void Require(ReadingContent content, int month)
    {
        if (Fault(content, month) is { } fault)
            throw new ArgumentException(fault, nameof(content));
    }

    public static void Require(Mark mark, int month)
    {
        if (Fault(mark, month) is { } fault)
            throw new ArgumentException(fault, nameof(mark));
    }
}
