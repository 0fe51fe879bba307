using System.Buffers;
using System.Text.Json;

namespace HealthRecord.Importers.Json;

/// <summary>Walks a JSON text of any size and hands out its arrays one element at a time.</summary>
/// <remarks>
/// <para>A path is the names of the properties on the way, as in <c>body/measuregrps</c>; the root is the empty path. Objects
/// on the way are walked; an element of an array is handed out whole, unless <see cref="Opens"/> says that its path is walked
/// too. Memory holds one element: at most <see cref="MostBytes"/>.</para>
/// <para>What stood before a cut or a mistake has been handed out when the exception comes.</para>
/// </remarks>
internal sealed class JsonItems
{
    /// <summary>A day of training with a dozen numbers every second stays below.</summary>
    public const int Longest = 64 << 20;
    private const int FirstBuffer = 32 * 1024;

    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Stack<Frame> open = [];

    /// <summary>Path of the array and one element of it. The element is void when the call returns.</summary>
    public required Action<string, JsonElement> Item { get; init; }

    /// <summary>Path and content of what is neither array nor object.</summary>
    public Action<string, JsonElement> Value { get; init; } = (_, _) => { };

    /// <summary>Whether the elements of the array at a path are walked instead of handed out.</summary>
    public Func<string, bool> Opens { get; init; } = _ => false;

    /// <summary>Of one element.</summary>
    public int MostBytes { get; init; } = Longest;

    private enum Step
    {
        Done,
        NeedsMore,
    }

    private sealed class Frame(bool isArray, string path)
    {
        public bool IsArray => isArray;
        public string Path => path;

        /// <summary>Name of the property whose value comes next.</summary>
        public string Property { get; set; } = "";

        public string PathOfNext =>
            IsArray ? Path
            : Path.Length == 0 ? Property
            : $"{Path}/{Property}";
    }

    /// <param name="utf8">A byte order mark is skipped. Not closed.</param>
    /// <exception cref="JsonException">Here it ends early or stops being JSON.</exception>
    /// <exception cref="InvalidDataException">One element is longer than anything that is real.</exception>
    public void Read(Stream utf8, CancellationToken ct)
    {
        open.Clear();
        // Some takeouts are thousands of small files. What has grown is not kept for the next.
        var first = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            Read(utf8, first, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
        }
    }

    private void Read(Stream utf8, byte[] buffer, CancellationToken ct)
    {
        var (start, end) = (0, utf8.ReadAtLeast(buffer, 3, throwOnEndOfStream: false));
        if (buffer.AsSpan(0, end).StartsWith("\uFEFF"u8))
            start = 3;
        var isLast = end < 3;
        var state = new JsonReaderState(Lenient);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isLast, state);
            if (Walk(ref reader) == Step.Done || isLast)
                return;
            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            Refill(utf8, ref buffer, ref start, ref end, ref isLast);
        }
    }

    private void Refill(Stream utf8, ref byte[] buffer, ref int start, ref int end, ref bool isLast)
    {
        var kept = end - start;
        if (kept > buffer.Length / 2)
        {
            if (buffer.Length >= MostBytes)
                throw new InvalidDataException("An element longer than anything that is real.");
            var larger = new byte[buffer.Length * 2];
            buffer.AsSpan(start, kept).CopyTo(larger);
            buffer = larger;
        }
        else
        {
            buffer.AsSpan(start, kept).CopyTo(buffer);
        }
        var read = utf8.ReadAtLeast(
            buffer.AsSpan(kept),
            buffer.Length - kept,
            throwOnEndOfStream: false
        );
        isLast = read < buffer.Length - kept;
        (start, end) = (0, kept + read);
    }

    private Step Walk(ref Utf8JsonReader reader)
    {
        while (true)
        {
            var before = reader;
            if (!reader.Read())
                return Step.NeedsMore;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    open.Peek().Property = NameOf(ref reader);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    if (!Enter(ref reader))
                    {
                        reader = before;
                        return Step.NeedsMore;
                    }
                    break;
            }
            if (open.Count == 0)
                return Step.Done;
        }
    }

    /// <returns>False when the buffer ends inside of it.</returns>
    private bool Enter(ref Utf8JsonReader reader)
    {
        var parent = open.TryPeek(out var top) ? top : null;
        var path = parent?.PathOfNext ?? "";
        var isItem = parent is { IsArray: true };
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (
            (isArray && !isItem)
            || (reader.TokenType == JsonTokenType.StartObject && (!isItem || Opens(path)))
        )
        {
            open.Push(new(isArray, path));
            return true;
        }
        if (!JsonDocument.TryParseValue(ref reader, out var whole))
            return false;
        using (whole)
            (isItem ? Item : Value)(path, whole.RootElement);
        return true;
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A name that is no text.", e);
        }
    }
}
