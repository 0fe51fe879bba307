using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Readings.Store;

/// <summary>The keyed names under which rows of readings are found.</summary>
internal static class SeriesTags
{
    // A dashboard names every kind of the catalogue for each person. Tags stand in the rows and are no secret; they go
    // with the keys that they were made with.
    private static readonly ConditionalWeakTable<
        PersonSecrets,
        ConcurrentDictionary<string, byte[]>
    > Kinds = [];

    public static byte[] OfKind(PersonSecrets secrets, string kindCode) =>
        Kinds
            .GetValue(secrets, _ => new(StringComparer.Ordinal))
            .GetOrAdd(kindCode, static (code, s) => s.Tag("kind", code), secrets);

    public static byte[] OfSeries(PersonSecrets secrets, string kindCode, SourceKey source) =>
        secrets.Tag("series", $"{kindCode}\u001f{source.Canonical}");

    /// <summary>The months whose readings can lie in a local year.</summary>
    public static (int From, int To) MonthsOf(int year) =>
        (((year - 1) * 100) + 12, ((year + 1) * 100) + 1);

    /// <summary>The years whose day tables a month can touch: a local day may lie in the year before or after its UTC month.</summary>
    public static IEnumerable<int> YearsOf(int month)
    {
        yield return month / 100;
        if (month % 100 == 1)
            yield return (month / 100) - 1;
        if (month % 100 == 12)
            yield return (month / 100) + 1;
    }
}
