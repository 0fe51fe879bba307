using System.Text;

namespace HealthRecord.Importers.Tables;

/// <param name="Number">1-based.</param>
/// <param name="IsCut">Longer than a line may be: the rest was left out.</param>
/// <param name="IsLast">The file ends in it, without an end of the line.</param>
internal readonly record struct PhysicalLine(string Text, long Number, bool IsCut, bool IsLast);

/// <summary>The lines of a text, each of bounded length, that can be given back.</summary>
internal sealed class PhysicalLines(TextReader source)
{
    /// <summary>In characters. The longest real ones are lists of a day's minutes.</summary>
    public const int Longest = 128 * 1024;

    private readonly LinkedList<PhysicalLine> returned = new();
    private readonly StringBuilder line = new();
    private readonly char[] buffer = new char[8192];
    private int at;
    private int filled;
    private long number;
    private bool afterReturn;

    public bool TryNext(out PhysicalLine next)
    {
        if (returned.First is { } first)
        {
            next = first.Value;
            returned.RemoveFirst();
            return true;
        }
        return TryRead(out next);
    }

    /// <summary>In their order, in front of everything that has not been taken yet.</summary>
    public void Return(IReadOnlyList<PhysicalLine> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
            returned.AddFirst(lines[i]);
    }

    private bool TryRead(out PhysicalLine next)
    {
        next = default;
        line.Clear();
        var (isCut, any) = (false, false);
        while (true)
        {
            if (at == filled)
            {
                filled = source.Read(buffer, 0, buffer.Length);
                at = 0;
                if (filled == 0)
                {
                    if (!any)
                        return false;
                    next = new(Clean(line.ToString(), ++number), number, isCut, IsLast: true);
                    return true;
                }
            }
            if (afterReturn)
            {
                afterReturn = false;
                if (buffer[at] == '\n')
                {
                    at++;
                    continue;
                }
            }
            any = true;
            var rest = buffer.AsSpan(at, filled - at);
            var end = rest.IndexOfAny('\r', '\n');
            var some = end < 0 ? rest : rest[..end];
            var room = Longest - line.Length;
            isCut |= some.Length > room;
            line.Append(some[..Math.Min(some.Length, room)]);
            if (end < 0)
            {
                at = filled;
                continue;
            }
            afterReturn = rest[end] == '\r';
            at += end + 1;
            next = new(Clean(line.ToString(), ++number), number, isCut, IsLast: false);
            return true;
        }
    }

    /// <summary>Byte order marks: one, two, or one that was taken for three letters and written as such.</summary>
    private static string Clean(string text, long number)
    {
        const string asLetters = "\u00EF\u00BB\u00BF";
        if (number > 1)
            return text;
        while (true)
        {
            if (text.StartsWith('\uFEFF'))
                text = text[1..];
            else if (text.StartsWith(asLetters, StringComparison.Ordinal))
                text = text[asLetters.Length..];
            else
                return text;
        }
    }
}
