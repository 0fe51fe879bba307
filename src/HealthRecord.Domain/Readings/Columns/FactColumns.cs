using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Name of a zone and how it became known.</summary>
internal readonly record struct ZoneName(string? Name, ZoneOrigin Origin);

/// <summary>Facts as columns, in the order of <see cref="FactOrder"/>, each fact once. Never changed after it was built.</summary>
/// <remarks>Columns that say nothing (no durations, no parts, no identities) are null: a heart rate costs 17 bytes in memory.</remarks>
internal sealed record FactColumns(
    int Count,
    long[] Starts,
    long[]? Durations,
    long[] Digits,
    sbyte[] Exponents,
    DictionaryColumn<string?> Units,
    DictionaryColumn<ZoneName> Zones,
    DictionaryColumn<ImportSet> Imports,
    ReadingParts?[]? Parts,
    ExternalIdentity?[]? Identities
)
{
    public static FactColumns None { get; } = new FactColumnsBuilder(0).Finish();

    public long DurationOf(int row) => Durations is null ? 0 : Durations[row];

    public WrittenNumber ValueOf(int row) => new(Digits[row], Exponents[row]);

    public ReadingParts? PartsOf(int row) => Parts?[row];

    public ExternalIdentity? IdentityOf(int row) => Identities?[row];

    public long VersionOf(int row) => Identities?[row]?.Version ?? 0;

    public ReadingContent ContentOf(int row)
    {
        var zone = Zones[row];
        return new(
            Starts[row],
            DurationOf(row),
            ValueOf(row),
            Units[row],
            PartsOf(row),
            zone.Name,
            zone.Origin
        );
    }

    public Fact FactOf(int row) => new(ContentOf(row), IdentityOf(row), Imports[row]);

    public ReadingKey KeyOf(int row) =>
        IdentityOf(row) is { } identity
            ? ReadingKeys.Of(identity.Id)
            : ReadingKeys.Of(Starts[row], DurationOf(row), ValueOf(row), Units[row], PartsOf(row));

    /// <summary>The first row that does not start before an instant.</summary>
    public int FirstFrom(long startMs)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Starts[middle] < startMs)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
