namespace HealthRecord.Importers.Tables;

/// <summary>What comes first in a date of digits that does not begin with the year.</summary>
internal enum DateOrder
{
    DayFirst,
    MonthFirst,
}

/// <summary>A date and a time of day as a table writes them.</summary>
/// <param name="Local">As it stands there.</param>
/// <param name="Offset">From UTC, where it is written.</param>
internal readonly record struct WrittenTime(DateTime Local, TimeSpan? Offset)
{
    /// <summary>False for a date alone.</summary>
    public bool HasTime { get; init; }

    /// <summary>Day and month are both digits and the year is not in front: it depends on the order what is meant.</summary>
    public bool NeedsOrder { get; init; }

    /// <summary>Morning and afternoon by letters.</summary>
    public bool HasHalfDay { get; init; }

    /// <summary>Of a time with an offset: milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long Ms =>
        (long)(Local - (Offset ?? TimeSpan.Zero) - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The offset as readings carry it, <c>+02:00</c>; null for none.</summary>
    public string? Zone =>
        Offset is { } offset
            ? $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration():hh\\:mm}"
            : null;
}
