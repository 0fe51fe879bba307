using System.IO.Compression;

namespace HealthRecord.Features.Imports;

/// <summary>Packs refused lines while a file is read: what is kept does not grow with the file but with its disorder.</summary>
/// <remarks>
/// Lines of one type and reason at one distance are one run, whatever was refused between them. Memory is bounded by
/// <see cref="MostBytes"/> and <see cref="MostGroups"/>; what finds no room is counted.
/// </remarks>
internal sealed class RefusalRuns
{
    /// <summary>Packed. Four million lines at random distances fit.</summary>
    private const int MostBytes = 12 << 20;

    /// <summary>Further types lose their name and keep their reason and their lines.</summary>
    private const int MostGroups = 10_000;

    private readonly Dictionary<(string Origin, string Reason), Open> open = [];
    private readonly List<RefusedGroup> groups = [];
    private readonly MemoryStream packed = new();
    private readonly DeflateStream deflate;
    private long before;
    private long runs;
    private long lines;
    private long unnamed;

    public RefusalRuns() => deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true);

    public void Add(FurtherRefusals further)
    {
        foreach (var run in further.Each())
            Add(run);
        unnamed += further.Unnamed;
    }

    public void Add(string origin, string reason, long line) =>
        Add(new RefusedRun(origin, reason, line, 0, 1));

    private void Add(RefusedRun run)
    {
        var group = GroupOf(run.Origin, run.Reason);
        if (run.Count == 1 && group.TryExtend(run.First))
            return;
        Close(group);
        group.Start(run);
    }

    /// <returns>Null when nothing was added.</returns>
    public FurtherRefusals? Finish()
    {
        foreach (var group in open.Values.OrderBy(g => g.First).ThenBy(g => g.Number))
            Close(group);
        deflate.Dispose();
        return lines + unnamed == 0
            ? null
            : new()
            {
                Groups = groups,
                Packed = packed.ToArray(),
                Runs = runs,
                Lines = lines,
                Unnamed = unnamed,
            };
    }

    private Open GroupOf(string origin, string reason)
    {
        if (open.TryGetValue((origin, reason), out var known))
            return known;
        if (groups.Count >= MostGroups && origin.Length > 0)
            return GroupOf("", reason);
        var added = new Open(groups.Count);
        groups.Add(new(origin, reason));
        open.Add((origin, reason), added);
        return added;
    }

    private void Close(Open group)
    {
        if (group.Count == 0)
            return;
        if (packed.Length >= MostBytes)
        {
            unnamed += group.Count;
        }
        else
        {
            RunBytes.Write(deflate, group.Number);
            RunBytes.Write(deflate, group.First - before);
            RunBytes.Write(deflate, group.Step);
            RunBytes.Write(deflate, group.Count);
            before = group.First;
            runs++;
            lines += group.Count;
        }
        group.Count = 0;
    }

    /// <summary>The run of a group that may still go on.</summary>
    private sealed class Open(int number)
    {
        public int Number { get; } = number;
        public long First { get; private set; }
        public long Step { get; private set; }
        public long Count { get; set; }

        public void Start(RefusedRun run) =>
            (First, Step, Count) = (run.First, run.Step, run.Count);

        public bool TryExtend(long line)
        {
            if (Count == 0)
                return false;
            if (Count == 1)
                Step = line - First;
            else if (line != First + (Step * Count))
                return false;
            Count++;
            return true;
        }
    }
}
