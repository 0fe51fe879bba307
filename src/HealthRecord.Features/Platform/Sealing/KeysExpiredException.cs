namespace HealthRecord.Features.Platform.Sealing;

/// <summary>Keys were kept longer than <see cref="PersonKeys.Lifetime"/>: ask <see cref="PersonKeys"/> again, per batch.</summary>
public sealed class KeysExpiredException()
    : InvalidOperationException(
        "These keys were unwrapped too long ago; ask PersonKeys again for every batch."
    );

/// <summary>The owner has no usable key: never made, or erased.</summary>
public sealed class KeysGoneException(Guid owner)
    : Exception($"There is no key for {owner:N}: it was never made, or it was erased.")
{
    public Guid Owner { get; } = owner;
}

/// <summary>A row was sealed with a key version that is about to be destroyed: seal it anew and save again.</summary>
public sealed class KeyVersionClosedException(Guid owner, int version)
    : Exception($"Version {version} of the data key of {owner:N} takes no new rows.");
