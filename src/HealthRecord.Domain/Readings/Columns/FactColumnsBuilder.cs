namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Appends rows to columns. The order is the caller's care.</summary>
internal sealed class FactColumnsBuilder(int capacity)
{
    private long[] starts = new long[capacity];
    private long[]? durations;
    private long[] digits = new long[capacity];
    private sbyte[] exponents = new sbyte[capacity];
    private ReadingParts?[]? parts;
    private ExternalIdentity?[]? identities;

    public int Count { get; private set; }
    public DictionaryColumnBuilder<string?> Units { get; } = new(capacity);
    public DictionaryColumnBuilder<ZoneName> Zones { get; } = new(capacity);
    public DictionaryColumnBuilder<ImportSet> Imports { get; } = new(capacity);

    public void Add(Fact fact)
    {
        var content = fact.Content;
        Add(
            content.StartMs,
            content.DurationMs,
            content.Value.Digits,
            content.Value.Exponent,
            Units.IndexOf(content.Unit),
            Zones.IndexOf(new(content.Zone, content.ZoneOrigin)),
            Imports.IndexOf(fact.Imports),
            content.Parts,
            fact.Identity
        );
    }

    public void Add(
        long startMs,
        long durationMs,
        long digitsOf,
        sbyte exponent,
        int unit,
        int zone,
        int imports,
        ReadingParts? partsOf,
        ExternalIdentity? identity
    )
    {
        if (Count == starts.Length)
            Grow();
        starts[Count] = startMs;
        digits[Count] = digitsOf;
        exponents[Count] = exponent;
        if (durationMs != 0)
            (durations ??= new long[starts.Length])[Count] = durationMs;
        if (partsOf is not null)
            (parts ??= new ReadingParts?[starts.Length])[Count] = partsOf;
        if (identity is not null)
            (identities ??= new ExternalIdentity?[starts.Length])[Count] = identity;
        Units.Add(unit);
        Zones.Add(zone);
        Imports.Add(imports);
        Count++;
    }

    public FactColumns Finish() =>
        new(
            Count,
            Cut(starts),
            durations is null ? null : Cut(durations),
            Cut(digits),
            Cut(exponents),
            Units.Finish(),
            Zones.Finish(),
            Imports.Finish(),
            parts is null ? null : Cut(parts),
            identities is null ? null : Cut(identities)
        );

    private T[] Cut<T>(T[] column) => column.Length == Count ? column : column[..Count];

    private void Grow()
    {
        var size = Math.Max(16, Count * 2);
        Array.Resize(ref starts, size);
        Array.Resize(ref digits, size);
        Array.Resize(ref exponents, size);
        if (durations is not null)
            Array.Resize(ref durations, size);
        if (parts is not null)
            Array.Resize(ref parts, size);
        if (identities is not null)
            Array.Resize(ref identities, size);
    }
}
