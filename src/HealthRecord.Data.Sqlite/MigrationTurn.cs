using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Data.Sqlite;

/// <summary>One process prepares the files at a time. The lock is the system's: it goes with a process that is killed.</summary>
internal static class MigrationTurn
{
    private const int Tries = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="StartRefusedException">Another process has been preparing the record for a minute.</exception>
    public static async Task<IDisposable> TakeAsync(string folder, CancellationToken ct)
    {
        var file = Path.Combine(folder, "migrate.lock");
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                return new FileStream(
                    file,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Pause, ct);
            }
        }
        throw new StartRefusedException(
            $"Un autre processus met à jour le dossier {folder} depuis une minute : réessayez quand il a fini.",
            $"Another process has been updating the record {folder} for a minute: try again when it has finished."
        );
    }
}
