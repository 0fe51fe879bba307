namespace HealthRecord.Domain.Readings.Columns;

/// <summary>The producers' own identities, where they gave any.</summary>
internal static class IdentityColumn
{
    public static void Write(ByteWriter bytes, ExternalIdentity?[]? identities)
    {
        if (identities is null || identities.All(i => i is null))
        {
            bytes.Byte(0);
            return;
        }
        bytes.Byte(1);
        LongColumn.Write(bytes, Array.ConvertAll(identities, i => i is null ? 0L : 1));
        var present = identities.OfType<ExternalIdentity>().ToArray();
        LongColumn.Write(bytes, Array.ConvertAll(present, i => i.Version));
        foreach (var identity in present)
            bytes.Text(identity.Id);
    }

    public static ExternalIdentity?[]? Read(ref ByteReader bytes, int count)
    {
        if (!bytes.Flag())
            return null;
        var present = LongColumn.Read(ref bytes, count);
        if (present.Any(p => p is not (0 or 1)) || present.All(p => p == 0))
            throw new SegmentDamagedException("Neither yes nor no.");
        var versions = LongColumn.Read(ref bytes, (int)present.Sum());
        var identities = new ExternalIdentity?[count];
        for (var (row, next) = (0, 0); row < count; row++)
            if (present[row] == 1)
                identities[row] = new(bytes.Text(), versions[next++]);
        return identities;
    }
}
