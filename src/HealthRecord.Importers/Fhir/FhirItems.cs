using System.Text.Json;

namespace HealthRecord.Importers.Fhir;

/// <summary>Walks a JSON text of any size: the entries of a bundle, or the resources that stand one after the other.</summary>
/// <remarks>Memory holds one of them: at most <see cref="Longest"/> bytes.</remarks>
internal sealed class FhirItems(Stream utf8, bool isBundle, CancellationToken ct)
{
    public const int Longest = 32 << 20;
    private const int FirstBuffer = 64 * 1024;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;
    private bool isLast;
    private bool isInEntries;
    private bool isEntryNext;

    /// <param name="item">The item, void when the call returns, and how many stood before it.</param>
    /// <exception cref="JsonException">Here it ends early or stops being JSON; what stood before was given.</exception>
    /// <exception cref="InvalidDataException">One item is longer than anything that is real.</exception>
    public void Each(Action<JsonElement, long> item)
    {
        var state = new JsonReaderState(Options);
        long before = 0;
        Fill();
        if (buffer.AsSpan(0, end).StartsWith("\uFEFF"u8))
            start = 3;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isLast, state);
            while (Walk(ref reader, out var whole))
            {
                if (whole is null)
                    continue;
                ct.ThrowIfCancellationRequested();
                using (whole)
                    item(whole.RootElement, before++);
            }
            if (isLast)
                return;
            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            Fill();
        }
    }

    /// <returns>False when the buffer holds nothing whole any more.</returns>
    private bool Walk(ref Utf8JsonReader reader, out JsonDocument? whole)
    {
        whole = null;
        var saved = reader;
        if (!reader.Read())
            return false;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                isEntryNext =
                    isBundle && reader.CurrentDepth == 1 && reader.ValueTextEquals("entry"u8);
                return true;
            case JsonTokenType.StartArray when isEntryNext:
                (isInEntries, isEntryNext) = (true, false);
                return true;
            case JsonTokenType.EndArray when isInEntries && reader.CurrentDepth == 1:
                isInEntries = false;
                return true;
            case JsonTokenType.StartObject when isBundle ? isInEntries : reader.CurrentDepth == 0:
                if (JsonDocument.TryParseValue(ref reader, out whole))
                    return true;
                reader = saved;
                return false;
            default:
                isEntryNext = false;
                return true;
        }
    }

    private void Fill()
    {
        var kept = end - start;
        if (kept > buffer.Length / 2)
        {
            if (buffer.Length >= Longest)
                throw new InvalidDataException("A resource longer than anything that is real.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        Buffer.BlockCopy(buffer, start, buffer, 0, kept);
        var read = utf8.ReadAtLeast(
            buffer.AsSpan(kept),
            buffer.Length - kept,
            throwOnEndOfStream: false
        );
        isLast = read < buffer.Length - kept;
        (start, end) = (0, kept + read);
    }
}
