using System.Collections.Concurrent;
using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The embedded default: key-encryption keys in files that only the program's account can read.</summary>
/// <remarks>
/// Wrapped bytes: <c>nonce (12) | ciphertext (53) | tag (16)</c>, AES-256-GCM with the label as associated data. The
/// folder is read again at every wrapping, so that a number made by an operator command beside a live server counts at once.
/// </remarks>
internal sealed class FileKeyWrapper(RecordFolders folders) : IKeyWrapper, IDisposable
{
    private readonly ConcurrentDictionary<string, PinnedKey> keks = new(StringComparer.Ordinal);

    public IReadOnlyList<string> KekIds => KekFile.List(folders.Keys);

    public string CurrentKekId =>
        KekIds is [.., var newest] ? newest : throw new KekMissingException(KekFile.Id(1));

    public Task<WrappedKey> WrapAsync(
        KeyLabel label,
        ReadOnlyMemory<byte> key,
        CancellationToken ct
    )
    {
        var id = CurrentKekId;
        using var aes = Cipher(id);
        return Task.FromResult(new WrappedKey(id, KekCipher.Wrap(aes, label, key.Span)));
    }

    public Task<PinnedKey> UnwrapAsync(KeyLabel label, WrappedKey wrapped, CancellationToken ct)
    {
        using var aes = Cipher(wrapped.KekId);
        return Task.FromResult(KekCipher.Unwrap(aes, label, wrapped.Bytes));
    }

    public string CreateFirst() =>
        KekIds.Count == 0
            ? Create(1)
            : throw new InvalidOperationException("There is a key-encryption key already.");

    public string CreateNext() => Create(KekFile.Number(CurrentKekId) + 1);

    public void Destroy(string kekId)
    {
        if (kekId == CurrentKekId)
            throw new InvalidOperationException($"{kekId} wraps new keys: it cannot be destroyed.");
        if (keks.TryRemove(kekId, out var known))
            known.Dispose();
        var path = KekFile.PathOf(folders.Keys, kekId);
        if (File.Exists(path))
            File.WriteAllBytes(path, new byte[new FileInfo(path).Length]);
        File.Delete(path);
    }

    public void Dispose()
    {
        foreach (var key in keks.Values)
            key.Dispose();
    }

    private string Create(int number)
    {
        KekFile.RefuseOpenModes(folders.Keys);
        using var key = PinnedKey.Random();
        Span<byte> bytes = stackalloc byte[PinnedKey.Size];
        key.CopyTo(bytes);
        KekFile.Write(folders.Keys, KekFile.Id(number), bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return KekFile.Id(number);
    }

    private AesGcm Cipher(string id)
    {
        var kek = keks.GetOrAdd(id, Load);
        return KekCipher.Of(kek);
    }

    private PinnedKey Load(string id)
    {
        // An id out of the database becomes part of a path: only numbers of keys may.
        if (!KekIds.Contains(id, StringComparer.Ordinal))
            throw new KekMissingException(id);
        return KekFile.Read(folders.Keys, id);
    }
}
