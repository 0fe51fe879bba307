using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Import;

/// <summary>The folders of a product that outlive its process: what a restart finds.</summary>
internal sealed class Folders : IDisposable
{
    public string Root { get; } =
        Directory.CreateTempSubdirectory("healthrecord-folders-").FullName;

    public (string Key, string? Value)[] Settings =>
        [
            ("Data:Directory", Path.Combine(Root, "record")),
            ("Sealing:StoreDirectory", Path.Combine(Root, "keystore")),
            ("Sealing:KeyDirectory", Path.Combine(Root, "keys")),
        ];

    public ProductApp Start() => ProductApp.Start(Settings);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
