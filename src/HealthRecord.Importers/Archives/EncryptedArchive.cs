using ICSharpCode.SharpZipLib.Zip;

namespace HealthRecord.Importers.Archives;

/// <summary>Opens the members of an archive with a password: the old cipher of archives and AES (method 99).</summary>
/// <remarks>Members of AES archives are authenticated by their own code instead of a check sum.</remarks>
internal sealed class EncryptedArchive : IDisposable
{
    public const string Question = "password";
    private readonly ZipFile zip;

    private EncryptedArchive(ZipFile zip) => this.zip = zip;

    /// <exception cref="ImportQuestionException">No password has been given, or another one.</exception>
    public static EncryptedArchive Open(Stream file, ImportContext context)
    {
        if (context.Password is not { Length: > 0 } password)
            throw Ask(again: false);
        var zip = new ZipFile(file, leaveOpen: true) { Password = password };
        try
        {
            var first = zip.Cast<ZipEntry>().First(e => e.IsCrypted);
            using var content = zip.GetInputStream(first);
            _ = content.ReadByte();
            return new(zip);
        }
        catch (ZipException)
        {
            ((IDisposable)zip).Dispose();
            throw Ask(again: true);
        }
    }

    public Stream Open(string name)
    {
        try
        {
            return zip.GetInputStream(
                zip.GetEntry(name) ?? throw new InvalidDataException("No such member.")
            );
        }
        catch (ZipException e)
        {
            throw new InvalidDataException("The member cannot be opened.", e);
        }
    }

    public void Dispose() => ((IDisposable)zip).Dispose();

    private static ImportQuestionException Ask(bool again) =>
        new(new(Question, ImportTopic.Password, again ? ["again"] : [], []));
}
