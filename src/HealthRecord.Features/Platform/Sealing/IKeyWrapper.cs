namespace HealthRecord.Features.Platform.Sealing;

/// <summary>What a wrapped key is bound to.</summary>
public readonly record struct KeyLabel(Guid Owner, KeyPurpose Purpose, int Version);

/// <summary>A key under a key-encryption key.</summary>
public sealed record WrappedKey(string KekId, byte[] Bytes);

/// <summary>Wraps and unwraps the keys of persons; the key-encryption key never leaves it.</summary>
/// <remarks>
/// What is wrapped is always <c>owner (16) | purpose (1) | version (4, big endian) | key (32)</c>; after unwrapping the
/// label inside is compared, so that a wrapped key copied to another person is refused whatever wrapper is in use.
/// </remarks>
public interface IKeyWrapper
{
    /// <summary>The number under which new keys are wrapped, as in <c>kek-0001</c>.</summary>
    string CurrentKekId { get; }

    /// <summary>Every number that can still unwrap, ascending.</summary>
    IReadOnlyList<string> KekIds { get; }

    /// <param name="key">32 bytes.</param>
    Task<WrappedKey> WrapAsync(KeyLabel label, ReadOnlyMemory<byte> key, CancellationToken ct);

    /// <exception cref="KekMissingException">The number is not here.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not wrapped by this key for this label.</exception>
    Task<PinnedKey> UnwrapAsync(KeyLabel label, WrappedKey wrapped, CancellationToken ct);

    /// <summary>Makes the first key where there is none and answers its number; never called where sealed rows exist.</summary>
    string CreateFirst();

    /// <summary>Makes the next number; new keys are wrapped under it from now on, the old ones unwrap still.</summary>
    string CreateNext();

    /// <summary>Forgets a number for good.</summary>
    void Destroy(string kekId);
}

/// <summary>A key-encryption key that wrapped keys need is not here.</summary>
public sealed class KekMissingException(string kekId)
    : Exception($"The key-encryption key {kekId} is missing.")
{
    public string KekId { get; } = kekId;
}
