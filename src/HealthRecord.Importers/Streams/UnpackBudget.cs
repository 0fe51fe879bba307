namespace HealthRecord.Importers.Streams;

/// <summary>
/// Holds everything that is read of one upload to its limits together, however many archives lie in each other: real bytes are
/// counted, what an archive announces about itself is not believed.
/// </summary>
internal sealed class UnpackBudget(ImportLimits limits, Func<long> packedBytes)
{
    /// <summary>Small files of much repetition are no attack.</summary>
    private const long RatioAskedAfter = 100_000_000;
    private long unpacked;

    /// <exception cref="ImportLimitException">More than one upload may be.</exception>
    public void Count(int bytes)
    {
        var sum = Interlocked.Add(ref unpacked, bytes);
        if (sum > limits.MaxUnpackedBytes)
            throw new ImportLimitException(Refusals.TooLargeUnpacked);
        if (sum > RatioAskedAfter && sum / limits.MaxRatio > packedBytes())
            throw new ImportLimitException(Refusals.ZipBomb);
    }
}
