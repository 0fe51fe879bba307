using System.Collections.Concurrent;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>Makes, opens and destroys the keys of persons and households.</summary>
/// <remarks>
/// Order that keeps two stores right without a common transaction: <see cref="CreateAsync"/>, commit the owner's row,
/// <see cref="ConfirmAsync"/>; and <see cref="DestroyAsync"/> before the rows are deleted.
/// </remarks>
public sealed class PersonKeys : IDisposable
{
    /// <summary>No key is used longer after it was unwrapped: this bounds how long an erased person opens anywhere.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>Keys that are handed out can be used at least this long.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);

    private const int MostOwners = 4000;
    private readonly ConcurrentDictionary<Guid, Unwrapped> cache = new();
    private readonly IDbContextFactory<KeyDb> contexts;
    private readonly IKeyWrapper wrapper;
    private readonly IRecordStore store;
    private readonly SealingWatch watch;
    private readonly TimeProvider clock;

    internal PersonKeys(
        IDbContextFactory<KeyDb> contexts,
        IKeyWrapper wrapper,
        IRecordStore store,
        SealingWatch watch,
        TimeProvider clock
    )
    {
        this.contexts = contexts;
        this.wrapper = wrapper;
        this.store = store;
        this.watch = watch;
        this.clock = clock;
    }

    /// <exception cref="KeysGoneException">Never made, or erased.</exception>
    /// <exception cref="KekMissingException">The key-encryption key is not here.</exception>
    public async Task<PersonSecrets> GetAsync(Guid owner, CancellationToken ct)
    {
        if (cache.TryGetValue(owner, out var known) && known.Age < Lifetime - Promise)
            return known.Secrets;
        var fresh = await UnwrapAsync(owner, ct);
        cache[owner] = fresh;
        Trim();
        return fresh.Secrets;
    }

    /// <summary>Unwraps the keys of many owners in one question; <see cref="GetAsync"/> then finds them. Who has none is left out.</summary>
    public async Task WarmAsync(IEnumerable<Guid> owners, CancellationToken ct)
    {
        var cold = owners
            .Distinct()
            .Where(o => !cache.TryGetValue(o, out var known) || known.Age >= Lifetime - Promise)
            .ToList();
        if (cold.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db
            .Keys.AsNoTracking()
            .Where(k => cold.Contains(k.OwnerId) && k.State != KeyState.Destroyed)
            .ToListAsync(ct);
        foreach (var own in rows.GroupBy(k => k.OwnerId))
            if (await OpenedAsync(own.Key, [.. own], ct) is { } fresh)
                cache[own.Key] = fresh;
        Trim();
    }

    /// <summary>Makes both keys of a new owner. They are <see cref="KeyState.New"/> until <see cref="ConfirmAsync"/>.</summary>
    public async Task<PersonSecrets> CreateAsync(Guid owner, CancellationToken ct)
    {
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (await db.Erasures.AnyAsync(e => e.OwnerId == owner, ct))
                throw new KeysGoneException(owner);
            db.Add(await NewRowAsync(new KeyLabel(owner, KeyPurpose.Data, 1), KeyState.New, ct));
            db.Add(await NewRowAsync(new KeyLabel(owner, KeyPurpose.Tag, 1), KeyState.New, ct));
            await db.SaveChangesAsync(ct);
        }
        return await GetAsync(owner, ct);
    }

    /// <summary>Says that the owner's row is committed. Harmless when repeated.</summary>
    public async Task ConfirmAsync(Guid owner, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db
            .Keys.Where(k => k.OwnerId == owner && k.State == KeyState.New)
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.State, KeyState.Current), ct);
    }

    /// <summary>Destroys every key of the owner and writes the erasure down. Nothing opens afterwards, old backups included.</summary>
    /// <returns>Whether this was the one time: false when somebody did it before, or does it at this moment.</returns>
    public async Task<bool> DestroyAsync(Guid owner, CancellationToken ct)
    {
        var first = false;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            foreach (var key in await db.Keys.Where(k => k.OwnerId == owner).ToListAsync(ct))
            {
                key.State = KeyState.Destroyed;
                key.Wrapped = [];
            }
            first = !await db.Erasures.AnyAsync(e => e.OwnerId == owner, ct);
            if (first)
                db.Add(
                    new ErasureRow { OwnerId = owner, ErasedUtc = clock.GetUtcNow().UtcDateTime }
                );
            await db.SaveChangesAsync(ct);
        }
        Forget(owner);
        await store.ScrubKeysAsync(ct);
        return first;
    }

    /// <summary>Clears what this process keeps unwrapped of the owner, at once.</summary>
    public void Forget(Guid owner)
    {
        if (cache.TryRemove(owner, out var gone))
            gone.Dispose();
    }

    /// <summary>Unwraps anew at the next question. Whoever holds the old ones may use them to the end of their time.</summary>
    public void Renew(Guid owner) => cache.TryRemove(owner, out _);

    public void Dispose()
    {
        foreach (var owner in cache.Keys)
            Forget(owner);
    }

    internal async Task<WrappedKeyRow> NewRowAsync(
        KeyLabel label,
        KeyState state,
        CancellationToken ct
    )
    {
        using var key = PinnedKey.Random();
        var bytes = new byte[PinnedKey.Size];
        key.CopyTo(bytes);
        try
        {
            var wrapped = await wrapper.WrapAsync(label, bytes, ct);
            return new WrappedKeyRow
            {
                OwnerId = label.Owner,
                Purpose = label.Purpose,
                Version = label.Version,
                KekId = wrapped.KekId,
                Wrapped = wrapped.Bytes,
                State = state,
                CreatedUtc = clock.GetUtcNow().UtcDateTime,
            };
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private async Task<Unwrapped> UnwrapAsync(Guid owner, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db
            .Keys.AsNoTracking()
            .Where(k => k.OwnerId == owner && k.State != KeyState.Destroyed)
            .ToListAsync(ct);
        return await OpenedAsync(owner, rows, ct) ?? throw new KeysGoneException(owner);
    }

    private async Task<Unwrapped?> OpenedAsync(
        Guid owner,
        List<WrappedKeyRow> rows,
        CancellationToken ct
    )
    {
        var current = rows.Where(k =>
                k.Purpose == KeyPurpose.Data && k.State is KeyState.New or KeyState.Current
            )
            .MaxBy(k => k.Version);
        var tagRow = rows.Where(k => k.Purpose == KeyPurpose.Tag).MaxBy(k => k.Version);
        if (current is null || tagRow is null)
            return null;
        var unwrapped = new Unwrapped(clock);
        try
        {
            foreach (var row in rows.Where(k => k.Purpose == KeyPurpose.Data))
                unwrapped.Data[row.Version] = await OpenAsync(row, ct);
            unwrapped.Ready(
                owner,
                current.Version,
                await OpenAsync(tagRow, ct),
                watch,
                version => Later(owner, version)
            );
            return unwrapped;
        }
        catch
        {
            unwrapped.Dispose();
            throw;
        }
    }

    // Opening a cell is synchronous and must stay so: this happens at most a few times in the minute after a rotation.
    private PinnedKey? Later(Guid owner, int version)
    {
        using var db = contexts.CreateDbContext();
        var row = db
            .Keys.AsNoTracking()
            .SingleOrDefault(k =>
                k.OwnerId == owner
                && k.Purpose == KeyPurpose.Data
                && k.Version == version
                && k.State != KeyState.Destroyed
            );
        if (row is null)
            return null;
        Renew(owner);
        return OpenAsync(row, CancellationToken.None).GetAwaiter().GetResult();
    }

    private Task<PinnedKey> OpenAsync(WrappedKeyRow row, CancellationToken ct) =>
        wrapper.UnwrapAsync(
            new KeyLabel(row.OwnerId, row.Purpose, row.Version),
            new WrappedKey(row.KekId, row.Wrapped),
            ct
        );

    // A replaced or trimmed entry leaves the cache only: its holder may use it to the end of its time, then it is cleared.
    private void Trim()
    {
        if (cache.Count <= MostOwners)
            return;
        foreach (var old in cache.OrderByDescending(e => e.Value.Age).Take(MostOwners / 4))
            cache.TryRemove(old);
    }
}
