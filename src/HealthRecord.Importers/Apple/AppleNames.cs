using System.Buffers;
using System.Text;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>The names that come again and again in a file, each made once: types, sources, zones.</summary>
internal sealed class AppleNames
{
    public const string Producer = "apple";

    /// <summary>Longer than any real name; what is longer is cut.</summary>
    private const int LongestName = 200;
    private const int LongestOrigin = 100;

    /// <summary>A phone that collected for ten years has some dozens.</summary>
    private const int MostSources = 10_000;
    private const int MostTypes = 2000;
    private const int MostZones = 1000;

    private static readonly SearchValues<byte> ZoneLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/"u8
    );

    private readonly Dictionary<string, SourceKey> sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AppleType> types = new(StringComparer.Ordinal);
    private readonly ByteTable<SourceKey> sourceTable;
    private readonly ByteTable<AppleType> typeTable;
    private readonly ByteTable<string?> zoneTable;
    private int zonesLookedUp;
    private readonly AppleType others = AppleTypes.Unknown("…");

    public AppleNames()
    {
        sourceTable = new(MostSources, MakeSource);
        typeTable = new(MostTypes, MakeType);
        zoneTable = new(MostZones, ZoneOf);
    }

    public IEnumerable<AppleType> Types => types.Values;

    /// <exception cref="ImportRefusedException">More sources than anybody has.</exception>
    public SourceKey Source(ReadOnlySpan<byte> text) => sourceTable.Get(text);

    public AppleType Type(ReadOnlySpan<byte> text) => typeTable.Get(text);

    /// <summary>The IANA name, or null when there is no such zone.</summary>
    public string? Zone(ReadOnlySpan<byte> text) => zoneTable.Get(text);

    private SourceKey MakeSource(ReadOnlySpan<byte> text)
    {
        // One file holds one device's name in both spellings.
        var name = XmlText
            .Decode(text, LongestName)
            .Replace('\u00A0', ' ')
            .Replace('\u202F', ' ')
            .Replace('\u2019', '\'')
            .Replace('\u2018', '\'')
            .Trim();
        if (sources.TryGetValue(name, out var known))
            return known;
        if (sources.Count == MostSources)
            throw new ImportRefusedException(Refusals.TooManySources);
        return sources[name] = new SourceKey(Producer, name);
    }

    private AppleType MakeType(ReadOnlySpan<byte> text)
    {
        var name = XmlText.Decode(text, LongestOrigin);
        if (types.TryGetValue(name, out var known))
            return known;
        return types.Count == MostTypes ? others : types[name] = AppleTypes.Of(name);
    }

    private string? ZoneOf(ReadOnlySpan<byte> text)
    {
        const int longest = 64;
        // The platform looks a zone up as a file of that name: only letters that names of zones are made of.
        if (
            text.Length is 0 or > longest
            || text.IndexOfAnyExcept(ZoneLetters) >= 0
            || text[0] == '/'
        )
            return null;
        // There are some six hundred; each look is a file.
        if (zonesLookedUp++ >= MostZones)
            return null;
        var name = Encoding.ASCII.GetString(text);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
            ? name
            : null;
    }
}
