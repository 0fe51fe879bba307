using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>The export of Android's Health Connect: a database, mostly alone in its archive.</summary>
internal sealed class HealthConnectFormat : IFormat
{
    public const string Producer = "health-connect";

    /// <summary>The first tables of a database are described in its first pages.</summary>
    private const int Looked = 1 << 20;

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(f => f.Head.Signature == Signature.Sqlite && IsExport(f))];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        // Said at once: nobody should wait for half a gigabyte to be unpacked first.
        if (files.Any(f => f.Length > MemoryDatabase.Largest))
            throw MemoryDatabase.TooLarge();
        run.Each(
            files,
            (file, content) =>
            {
                using var database = MemoryDatabase.Open(content, file.Length, run.Stop);
                new HealthConnectReader(database, run, file.Path).Read();
            }
        );
    }

    private static bool IsExport(SourceFile file)
    {
        try
        {
            using var content = file.Open();
            var start = new byte[(int)Math.Clamp(file.Length, 1, Looked)];
            var count = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return start.AsSpan(0, count).IndexOf("application_info_table"u8) >= 0;
        }
        catch (InvalidDataException)
        {
            // Damaged so early that nobody can tell: it is named among the files that nobody knows.
            return false;
        }
    }
}
