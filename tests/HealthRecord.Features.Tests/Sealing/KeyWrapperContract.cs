using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Xunit;

namespace HealthRecord.Features.Tests.Sealing;

/// <summary>What every wrapper promises, whether it keeps its keys in files or asks a service. Derive once for each.</summary>
public abstract class KeyWrapperContract
{
    private static readonly KeyLabel Label = new(Ids.New(), KeyPurpose.Data, 3);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(PinnedKey.Size);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract IKeyWrapper Wrapper { get; }

    [Fact]
    public async Task What_is_wrapped_for_a_label_unwraps_for_it()
    {
        Wrapper.CreateFirst();
        var wrapped = await Wrapper.WrapAsync(Label, key, Ct);

        Assert.Equal(Wrapper.CurrentKekId, wrapped.KekId);
        Assert.Equal(key, await OpenAsync(Label, wrapped));
        Assert.Equal(-1, wrapped.Bytes.AsSpan().IndexOf(key.AsSpan(0, 8)));
    }

    [Fact]
    public async Task The_same_key_never_looks_the_same_wrapped()
    {
        Wrapper.CreateFirst();
        Assert.NotEqual(
            (await Wrapper.WrapAsync(Label, key, Ct)).Bytes,
            (await Wrapper.WrapAsync(Label, key, Ct)).Bytes
        );
    }

    [Fact]
    public async Task A_wrapped_key_is_refused_for_any_other_label()
    {
        Wrapper.CreateFirst();
        var wrapped = await Wrapper.WrapAsync(Label, key, Ct);
        foreach (
            var other in new[]
            {
                Label with
                {
                    Owner = Ids.New(),
                },
                Label with
                {
                    Purpose = KeyPurpose.Tag,
                },
                Label with
                {
                    Version = 4,
                },
            }
        )
            await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(other, wrapped));
    }

    [Fact]
    public async Task Every_altered_byte_and_every_cut_is_refused()
    {
        Wrapper.CreateFirst();
        var wrapped = await Wrapper.WrapAsync(Label, key, Ct);
        for (var at = 0; at < wrapped.Bytes.Length; at++)
        {
            var bad = wrapped.Bytes.ToArray();
            bad[at] ^= 0x80;
            await Assert.ThrowsAnyAsync<CryptographicException>(() =>
                OpenAsync(Label, wrapped with { Bytes = bad })
            );
            await Assert.ThrowsAnyAsync<CryptographicException>(() =>
                OpenAsync(Label, wrapped with { Bytes = wrapped.Bytes[..at] })
            );
        }
    }

    [Fact]
    public async Task The_next_number_wraps_and_the_one_before_unwraps_until_it_is_destroyed()
    {
        var first = Wrapper.CreateFirst();
        var old = await Wrapper.WrapAsync(Label, key, Ct);
        var second = Wrapper.CreateNext();
        var young = await Wrapper.WrapAsync(Label, key, Ct);

        Assert.Equal((first, second), (old.KekId, young.KekId));
        Assert.Equal([first, second], Wrapper.KekIds);
        Assert.Equal(key, await OpenAsync(Label, old));
        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            OpenAsync(Label, old with { KekId = second })
        );

        Wrapper.Destroy(first);
        var missing = await Assert.ThrowsAsync<KekMissingException>(() => OpenAsync(Label, old));
        Assert.Equal(first, missing.KekId);
        Assert.Equal(key, await OpenAsync(Label, young));
        Assert.Throws<InvalidOperationException>(() => Wrapper.Destroy(second));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_wrapped_and_a_second_first_key_is_refused()
    {
        await Assert.ThrowsAsync<KekMissingException>(() => Wrapper.WrapAsync(Label, key, Ct));
        Wrapper.CreateFirst();
        Assert.Throws<InvalidOperationException>(() => Wrapper.CreateFirst());
    }

    private async Task<byte[]> OpenAsync(KeyLabel label, WrappedKey wrapped)
    {
        using var opened = await Wrapper.UnwrapAsync(label, wrapped, Ct);
        var bytes = new byte[PinnedKey.Size];
        opened.CopyTo(bytes);
        return bytes;
    }
}

public sealed class FileKeyWrapperTests : KeyWrapperContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("keys").FullName;
    private readonly FileKeyWrapper wrapper;

    public FileKeyWrapperTests() =>
        wrapper = new FileKeyWrapper(
            new RecordFolders(
                Path.Combine(folder, "record"),
                Path.Combine(folder, "store"),
                Path.Combine(folder, "keys"),
                Demo: false
            )
        );

    protected override IKeyWrapper Wrapper => wrapper;

    [Fact]
    public void A_key_file_is_its_owners_alone_from_the_first_moment()
    {
        wrapper.CreateFirst();
        var file = Path.Combine(folder, "keys", "kek-0001.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(folder, "keys"))
        );
    }

    public void Dispose()
    {
        wrapper.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
