using HealthRecord.Features.Platform.Data;
using MimeKit;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Reads the messages that <see cref="FileMailSender"/> wrote, newest first; in development only.</summary>
internal sealed class MailFolder(RecordFolders folders)
{
    public IReadOnlyList<string> Names() =>
        Directory.Exists(folders.Mail)
            ?
            [
                .. Directory
                    .EnumerateFiles(folders.Mail, "*.eml")
                    .Select(Path.GetFileName)
                    .OfType<string>()
                    .OrderDescending(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Null when there is no such message. The name is compared with those that exist, never joined to a path first.</summary>
    public string? PathOf(string name) =>
        Names().Contains(name, StringComparer.Ordinal) ? Path.Combine(folders.Mail, name) : null;

    public async Task<MimeMessage?> ReadAsync(string name, CancellationToken ct) =>
        PathOf(name) is { } path ? await MimeMessage.LoadAsync(path, ct) : null;
}
