using System.Diagnostics;

namespace HealthRecord.Web.Tests;

/// <summary>Waits for something that another thread or process brings about, and says what was waited for when it does not come.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        string what,
        TimeSpan patience,
        CancellationToken ct
    )
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < patience, $"Waited in vain for {what}.");
            await Task.Delay(Pause, ct);
        }
    }
}
