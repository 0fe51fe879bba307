using System.Globalization;
using System.IO.Compression;
using System.Text;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Tests.Tables;

/// <summary>Tables as people upload them.</summary>
internal static class Upload
{
    public static byte[] Csv(params string[] lines) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    public static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    public static ImportedFile Answered(byte[] file, string question, string answer) =>
        ImportedFile.Of(
            file,
            c => c with { Answers = new Dictionary<string, string> { [question] = answer } }
        );

    /// <summary>Kind, value and start of what was taken, in the order of the file.</summary>
    public static IEnumerable<string> Short(this ImportedFile file) =>
        file.Readings.Select(r =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Kind.Code} {Words(r)} {DateTime.UnixEpoch.AddMilliseconds(r.StartMs):yyyy-MM-dd'T'HH:mm:ss}"
            )
        );

    public static IEnumerable<string> Why(this ImportedFile file) =>
        file.Refused.Select(r => $"{r.Origin} {r.Reason} {r.Text} {r.Line}");

    private static string Words(IncomingReading r) =>
        r.Kind.Codes.Count > 0
            ? r.Kind.Codes[(int)r.Value.Digits]
            : string.Join(
                '/',
                (r.Parts?.Rest ?? [])
                    .Where(p => p is not null)
                    .Select(p => p!.Value.ToDouble())
                    .Prepend(r.Value.ToDouble())
                    .Select(v => v.ToString(CultureInfo.InvariantCulture))
            );
}
