namespace HealthRecord.Importers.Apple;

/// <summary>Records inside correlations other than blood pressure, mostly what a meal was made of.</summary>
/// <remarks>
/// By the format's own words they stand outside as well, and in some files they do not. Of dietary types both are
/// remembered, in bounded memory, and what stands only inside is handed out at the end. Of other types the format is
/// believed, and how many there were is said.
/// </remarks>
internal sealed class NestedRecords(AppleHandover handover)
{
    private const int Most = 100_000;
    private readonly HashSet<ulong> outside = [];
    private readonly Dictionary<ulong, AppleRecord> inside = [];

    /// <summary>Records inside a correlation that were taken to stand outside as well.</summary>
    public long Assumed { get; private set; }

    public void SeenOutside(in AppleRecord record)
    {
        if (outside.Count < Most)
            outside.Add(record.Fingerprint);
    }

    public void SeenInside(in AppleRecord record)
    {
        if (!record.Type.IsDietary || inside.Count == Most)
            Assumed++;
        else
            inside.TryAdd(record.Fingerprint, record);
    }

    public void Finish()
    {
        // Beyond the bound nobody knows what stood outside.
        if (outside.Count == Most)
        {
            Assumed += inside.Count;
            return;
        }
        foreach (var (fingerprint, record) in inside)
        {
            if (!outside.Contains(fingerprint))
                handover.Give(record);
        }
    }
}
