using System.Globalization;
using System.Text.Json;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>On which line each value of a JSON text stands, by its path.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, long> lines = new(StringComparer.Ordinal);

    /// <param name="utf8">Valid JSON: it has been read before.</param>
    public JsonLines(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var open = new Stack<(string Path, int Next)>();
        string? name = null;
        long line = 1;
        var counted = 0;
        while (reader.Read())
        {
            var at = (int)reader.TokenStartIndex;
            line += utf8[counted..at].Count((byte)'\n');
            counted = at;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    var path = PathOf(open, ref name);
                    lines[path] = line;
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    break;
            }
        }
    }

    /// <summary>The line of the value, or of the nearest one around it.</summary>
    public long Of(string path)
    {
        for (var p = path; p.Length > 0; p = Parent(p))
            if (lines.TryGetValue(p, out var line))
                return line;
        return 1;
    }

    private static string Parent(string path) =>
        path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];

    private static string PathOf(Stack<(string Path, int Next)> open, ref string? name)
    {
        if (!open.TryPop(out var parent))
            return "$";
        if (parent.Next < 0)
        {
            open.Push(parent);
            var path = $"{parent.Path}.{name}";
            name = null;
            return path;
        }
        open.Push((parent.Path, parent.Next + 1));
        return string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{parent.Next}]");
    }
}
