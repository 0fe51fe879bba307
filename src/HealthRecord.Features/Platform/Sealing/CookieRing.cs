using System.Security.Cryptography;
using System.Xml.Linq;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The keys of cookies lie in the key store, sealed under a ring key that is wrapped like any other.</summary>
/// <remarks>No data key depends on them: losing the ring signs everybody out and loses nothing else.</remarks>
internal static class CookieRing
{
    public static void AddCookieRing(this IServiceCollection services)
    {
        services.AddSingleton<RingKey>();
        services
            .AddDataProtection()
            .SetApplicationName("HealthRecord")
            .PersistKeysToDbContext<KeyDb>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            s => new ConfigureOptions<KeyManagementOptions>(o =>
                o.XmlEncryptor = new RingEncryptor(s.GetRequiredService<RingKey>())
            )
        );
    }
}

/// <summary>The one key that seals the ring: owner nobody, purpose <see cref="KeyPurpose.Ring"/>.</summary>
internal sealed class RingKey(
    IDbContextFactory<KeyDb> contexts,
    IKeyWrapper wrapper,
    PersonKeys keys
)
{
    private static readonly KeyLabel Label = new(Guid.Empty, KeyPurpose.Ring, 1);
    private static readonly byte[] Bound = "cookie ring"u8.ToArray();

    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var cell = new byte[SealedCell.NonceSize + plain.Length + SealedCell.TagSize];
        RandomNumberGenerator.Fill(cell.AsSpan(0, SealedCell.NonceSize));
        using var aes = Open();
        aes.Encrypt(
            cell.AsSpan(0, SealedCell.NonceSize),
            plain,
            cell.AsSpan(SealedCell.NonceSize, plain.Length),
            cell.AsSpan(^SealedCell.TagSize..),
            Bound
        );
        return cell;
    }

    /// <exception cref="CryptographicException">Sealed by another ring key: that ring is lost, and a new one is made.</exception>
    public byte[] Unseal(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < SealedCell.NonceSize + SealedCell.TagSize)
            throw new CryptographicException("Not an element of the ring.");
        var plain = new byte[cell.Length - SealedCell.NonceSize - SealedCell.TagSize];
        using var aes = Open();
        aes.Decrypt(
            cell[..SealedCell.NonceSize],
            cell[SealedCell.NonceSize..^SealedCell.TagSize],
            cell[^SealedCell.TagSize..],
            plain,
            Bound
        );
        return plain;
    }

    // Data Protection asks synchronously, a few times a quarter: there is nobody to await it.
    private AesGcm Open()
    {
        var row = Find() ?? Create();
        using var key = wrapper
            .UnwrapAsync(Label, new WrappedKey(row.KekId, row.Wrapped), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return KekCipher.Of(key);
    }

    private WrappedKeyRow? Find()
    {
        using var db = contexts.CreateDbContext();
        return db
            .Keys.AsNoTracking()
            .SingleOrDefault(k => k.OwnerId == Label.Owner && k.Purpose == Label.Purpose);
    }

    private WrappedKeyRow Create()
    {
        var row = keys.NewRowAsync(Label, KeyState.Current, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        using var db = contexts.CreateDbContext();
        db.Add(row);
        try
        {
            db.SaveChanges();
            return row;
        }
        catch (DbUpdateException) when (Find() is { } others)
        {
            return others;
        }
    }
}

internal sealed class RingEncryptor(RingKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        using var plain = new MemoryStream();
        plaintextElement.Save(plain);
        var cell = key.Seal(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        CryptographicOperations.ZeroMemory(plain.GetBuffer());
        return new EncryptedXmlInfo(
            new XElement("sealed", Convert.ToBase64String(cell)),
            typeof(RingDecryptor)
        );
    }
}

internal sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var plain = services
            .GetRequiredService<RingKey>()
            .Unseal(Convert.FromBase64String(encryptedElement.Value));
        using var text = new MemoryStream(plain);
        var element = XElement.Load(text);
        CryptographicOperations.ZeroMemory(plain);
        return element;
    }
}
