namespace HealthRecord.Web.Hosting.Commands;

/// <summary>The words and options of an operator's command. <c>--Section:Name=value</c> is configuration, as for the server.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Flags = ["all", "leaked", "accept-unreadable"];
    private static readonly string[] Known =
    [
        "to",
        "from",
        "keys-to",
        "keys-from",
        "person",
        "line",
        .. Flags,
    ];
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    private CommandLine() { }

    public List<string> Words { get; } = [];

    public List<string> Configuration { get; } = [];

    /// <summary>The first argument that nobody understands.</summary>
    public string? Unknown { get; private set; }

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                line.Words.Add(args[i]);
                continue;
            }
            var (name, value) = args[i][2..].Split('=', 2) is [var n, var v]
                ? (n, v)
                : (args[i][2..], null);
            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                if (value is null)
                    line.Unknown ??= args[i];
                line.Configuration.Add(args[i]);
            }
            else if (Flags.Contains(name, StringComparer.Ordinal))
                line.options[name] = value ?? "true";
            else if (value is not null || i + 1 < args.Count)
                line.options[name] = value ?? args[++i];
            else
                line.Unknown ??= args[i];
        }
        return line;
    }

    public bool Has(string flag) => options.ContainsKey(flag);

    /// <exception cref="MissingOptionException">It was not given.</exception>
    public string Required(string option) =>
        options.GetValueOrDefault(option) ?? throw new MissingOptionException("--" + option);

    public string? Optional(string option) => options.GetValueOrDefault(option);
}

internal sealed class MissingOptionException(string option) : Exception(option)
{
    public string Option { get; } = option;
}
