using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthRecord.Features.Connections.Vendors;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>Leaves of a body what the passes before did not bring: days are fetched again because vendors revise them, and most come back as they were.</summary>
/// <remarks>
/// An item that was revised has another digest and is delivered anew; its key in the record decides what becomes of it.
/// That a delivery was undone is no reason to bring its items again.
/// </remarks>
internal sealed class NewItems
{
    private const int Size = 8;

    /// <summary>Beyond that nothing is remembered: what comes again is then told as already there.</summary>
    private const int MostKept = 20_000;

    /// <summary>Marks of a page: in a delivery every body is whole.</summary>
    private static readonly string[] Marks = ["more", "offset", "next_token", "nextPageToken"];
    private readonly HashSet<ulong> seen;
    private readonly HashSet<ulong> now;

    public NewItems(byte[] seen, byte[] now) => (this.seen, this.now) = (Read(seen), Read(now));

    public byte[] Now => Write(now);

    /// <returns>Null when nothing is left.</returns>
    /// <exception cref="VendorException">It is no body.</exception>
    public byte[]? Of(string list, byte[] body, IReadOnlyList<string> names)
    {
        try
        {
            var root = VendorHttp.Read(body);
            var left = 0;
            // The items stand at the top or one object below.
            foreach (
                var holder in root.Select(p => p.Value).OfType<JsonObject>().Append(root).ToList()
            )
            {
                foreach (var name in names)
                    if (holder[name] is JsonArray items)
                        left += Keep(list, items);
                foreach (var mark in Marks)
                    holder.Remove(mark);
            }
            return left == 0
                ? null
                : JsonSerializer.SerializeToUtf8Bytes<JsonNode>(root, NodeJson.Default.JsonNode);
        }
        catch (ArgumentException)
        {
            throw new VendorException(VendorFault.Away);
        }
    }

    private int Keep(string list, JsonArray items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var digest = Digest(list, items[i]?.ToJsonString() ?? "");
            now.Add(digest);
            if (seen.Contains(digest))
                items.RemoveAt(i);
        }
        return items.Count;
    }

    private static ulong Digest(string list, string item) =>
        BitConverter.ToUInt64(
            SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{list}\u001f{item}"))
        );

    private static HashSet<ulong> Read(byte[] digests)
    {
        var set = new HashSet<ulong>(digests.Length / Size);
        for (var at = 0; at + Size <= digests.Length; at += Size)
            set.Add(BitConverter.ToUInt64(digests, at));
        return set;
    }

    private static byte[] Write(HashSet<ulong> digests)
    {
        if (digests.Count > MostKept)
            return [];
        var bytes = new byte[digests.Count * Size];
        var at = 0;
        foreach (var digest in digests)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), digest);
            at += Size;
        }
        return bytes;
    }
}
