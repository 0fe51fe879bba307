using System.Globalization;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Writes every letter as an .eml file: what a machine without a mail server does.</summary>
internal sealed class FileMailSender(
    LetterMessage messages,
    RecordFolders folders,
    TimeProvider clock
) : IMailSender
{
    // Two letters of one moment keep their order.
    private int written;

    public async Task SendAsync(Letter letter, CancellationToken ct)
    {
        using var message = messages.Of(letter);
        var now = clock.GetUtcNow().UtcDateTime;
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{now:yyyyMMdd'T'HHmmssfff}-{Interlocked.Increment(ref written):D6}-{Ids.New():N}.eml"
        );
        try
        {
            RecordFolders.Create(folders.Mail);
            var unfinished = Path.Combine(folders.Mail, name + ".part");
            await using (var file = new FileStream(unfinished, Options))
                await message.WriteToAsync(file, ct);
            // A reader never sees half a message.
            File.Move(unfinished, Path.Combine(folders.Mail, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailRefusedException(e);
        }
    }

    private static FileStreamOptions Options
    {
        get
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return options;
        }
    }
}
