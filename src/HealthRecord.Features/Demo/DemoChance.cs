namespace HealthRecord.Features.Demo;

/// <summary>Invented numbers that are the same on every machine and in every run (SplitMix64).</summary>
internal sealed class DemoChance(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>At least 0 and below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    public bool OneIn(int times) => Next() % (ulong)times == 0;

    /// <summary>Normal with mean 0 and deviation 1, as the sum of twelve uniforms: never beyond 6.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }
}
