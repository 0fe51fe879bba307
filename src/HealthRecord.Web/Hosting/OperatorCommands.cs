namespace HealthRecord.Web.Hosting;

/// <summary>What an operator runs beside the server: <c>keys</c>, <c>backup</c>, <c>restore</c>, <c>erase</c>, <c>migrate</c>.</summary>
internal static class OperatorCommands
{
    /// <summary>The exit code when the arguments name a command, else null.</summary>
    public static Task<int?> TryRunAsync(string[] args) => Task.FromResult<int?>(null);
}
