namespace HealthRecord.Benchmarks.Circuits;

/// <summary>What the page's scripts would say to the server, as far as somebody waits for more than nothing.</summary>
internal static class ScriptAnswers
{
    private const long Reference = 1;

    /// <param name="invocation">Handle, identifier, arguments, kind of result.</param>
    /// <returns>JSON.</returns>
    public static string To(object?[] invocation) =>
        invocation switch
        {
            [_, _, _, Reference, ..] => "{\"__jsObjectId\":1}",
            [_, "mudPopover.countProviders" or "mudpopoverHelper.countProviders", ..] => "1",
            [_, string name, ..] when name.Contains("Dark", StringComparison.Ordinal) => "false",
            _ => "null",
        };
}
