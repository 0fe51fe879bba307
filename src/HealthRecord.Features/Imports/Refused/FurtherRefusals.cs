using System.IO.Compression;
using System.Text.Json.Serialization;

namespace HealthRecord.Features.Imports;

/// <summary>The name and the reason that refused lines share.</summary>
public sealed record RefusedGroup(string Origin, string Reason);

/// <summary>
/// The refused lines beyond those that are listed with their text: every one of them by type, reason and line, as runs of
/// line numbers, packed. Millions of lines of an orderly file are some kilobytes.
/// </summary>
public sealed record FurtherRefusals
{
    /// <summary>One that a reader may not see stands here as null, so that the others keep their numbers.</summary>
    public IReadOnlyList<RefusedGroup?> Groups { get; init; } = [];

    /// <summary>Deflated; of each run its group, the distance of its first line from that of the run before, its step and its count.</summary>
    public byte[] Packed { get; init; } = [];

    /// <summary>How many runs are packed.</summary>
    public long Runs { get; init; }

    /// <summary>How many lines they say.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that found no more room: they are counted and not named. Only a file that was made for it has any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Unnamed { get; init; }

    /// <summary>Unpacked while they are asked for; the earliest of their type and reason first.</summary>
    public IEnumerable<RefusedRun> Each()
    {
        using var packed = new MemoryStream(Packed);
        using var unpacked = new BufferedStream(
            new DeflateStream(packed, CompressionMode.Decompress),
            1 << 14
        );
        long first = 0;
        for (long run = 0; run < Runs; run++)
        {
            var group = (int)RunBytes.Read(unpacked);
            first += RunBytes.Read(unpacked);
            var step = RunBytes.Read(unpacked);
            var count = RunBytes.Read(unpacked);
            if (group < 0 || group >= Groups.Count)
                throw new InvalidDataException("A run of no type.");
            if (Groups[group] is { } one)
                yield return new(one.Origin, one.Reason, first, step, count);
        }
    }

    /// <summary>Without the types whose names alone would tell something.</summary>
    public FurtherRefusals Without(IReadOnlySet<string> origins) =>
        this with
        {
            Groups = [.. Groups.Select(g => g is null || origins.Contains(g.Origin) ? null : g)],
        };
}
