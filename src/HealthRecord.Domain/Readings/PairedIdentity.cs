namespace HealthRecord.Domain.Readings;

/// <summary>The identity of one reading that two records of its producer tell: the two halves of a blood pressure.</summary>
/// <remarks>
/// Its name holds both names and its version both versions, so that a newer record of either half is a newer reading, and a
/// producer that takes back either half takes back the whole.
/// </remarks>
public static class PairedIdentity
{
    private const char Between = '\u001f';
    private const int Bits = 31;
    private const long Most = (1L << Bits) - 1;

    /// <summary>2010-01-01T00:00:00Z. Versions that are instants keep seconds since then: the 31 bits last until 2078.</summary>
    private const long FirstMs = 1_262_304_000_000;

    public static ExternalIdentity Of(ExternalIdentity first, ExternalIdentity second) =>
        new(
            $"{first.Id}{Between}{second.Id}",
            (Short(first.Version) << Bits) | Short(second.Version)
        );

    /// <summary>The names that the producer knows it by, each with its own version: two of a pair, otherwise the identity itself.</summary>
    public static IReadOnlyList<ExternalIdentity> NamesOf(ExternalIdentity identity) =>
        identity.Id.IndexOf(Between, StringComparison.Ordinal) is >= 0 and var at
            ?
            [
                new(identity.Id[..at], identity.Version >> Bits),
                new(identity.Id[(at + 1)..], identity.Version & Most),
            ]
            : [identity];

    /// <summary>Whether one of its names is taken back in this version or a later one.</summary>
    /// <param name="gone">The highest version that was taken back, by name.</param>
    internal static bool IsTakenBack(
        ExternalIdentity identity,
        IReadOnlyDictionary<string, long> gone
    )
    {
        if (gone.TryGetValue(identity.Id, out var version) && identity.Version <= version)
            return true;
        if (!identity.Id.Contains(Between, StringComparison.Ordinal))
            return false;
        foreach (var name in NamesOf(identity))
            if (gone.TryGetValue(name.Id, out version) && name.Version <= Short(version))
                return true;
        return false;
    }

    /// <summary>A version as it stands in a pair; ascending with the version, and itself when it is short already.</summary>
    public static long Short(long version) =>
        version <= Most ? Math.Max(0, version) : Math.Clamp((version - FirstMs) / 1000, 0, Most);
}
