using HealthRecord.Domain.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>What the producers of a file take back, by name: to be looked for in the record.</summary>
internal sealed class SoughtReadings
{
    /// <summary>Names that are looked for; further ones are counted, and said not to have been.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<(string Producer, string Id), long> versions = [];
    private readonly HashSet<(string Producer, string Id)> found = [];
    private long nameless;

    public bool IsEmpty => versions.Count == 0;

    public long TooMany { get; private set; }

    /// <summary>Words that no reading of the record answers to.</summary>
    public long Unanswered => nameless + versions.Count - found.Count;

    public void Add(Retraction word)
    {
        if (word.Identity is not { } identity)
        {
            nameless++;
            return;
        }
        var key = (word.Producer, identity.Id);
        if (versions.TryGetValue(key, out var known))
            versions[key] = Math.Max(known, identity.Version);
        else if (versions.Count < Most)
            versions.Add(key, identity.Version);
        else
            TooMany++;
    }

    /// <summary>What has to be said of a stored reading; null when nobody takes it back.</summary>
    public ExternalIdentity? Answer(string producer, ExternalIdentity stored)
    {
        foreach (var name in PairedIdentity.NamesOf(stored))
        {
            if (KeyOf(producer, name.Id) is not { } key)
                continue;
            var version = versions[key];
            // A pair knows versions in short; a word without any means whichever version there is.
            var isOlder =
                name.Version <= version
                || name.Version <= PairedIdentity.Short(version) && name != stored;
            if (!isOlder && version != 0)
                continue;
            found.Add(key);
            return name with { Version = Math.Max(version, name.Version) };
        }
        return null;
    }

    /// <summary>Whoever takes back a whole panel takes back its components: they bear its name and their own.</summary>
    private (string, string)? KeyOf(string producer, string id)
    {
        if (versions.ContainsKey((producer, id)))
            return (producer, id);
        var whole = id.LastIndexOf('#') is > 0 and var at ? (producer, id[..at]) : default;
        return whole != default && versions.ContainsKey(whole) ? whole : null;
    }
}
