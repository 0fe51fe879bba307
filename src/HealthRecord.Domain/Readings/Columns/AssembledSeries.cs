using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>The months of one series while a file is read, apart for each name that the producer has for the type.</summary>
internal sealed class AssembledSeries(Kind kind, SourceKey source, ImportSet imports)
{
    private readonly SortedDictionary<int, List<MonthBuffer>> months = [];
    private readonly Dictionary<int, HashSet<ExternalIdentity>> withdrawn = [];

    public MonthBuffer BufferOf(int month, string origin)
    {
        if (!months.TryGetValue(month, out var buffers))
            months.Add(month, buffers = []);
        var buffer = buffers.Find(b => b.Origin == origin);
        if (buffer is null)
            buffers.Add(buffer = new(kind, source, month, origin, imports));
        return buffer;
    }

    public void Withdraw(int month, ExternalIdentity identity)
    {
        if (!months.ContainsKey(month))
            months.Add(month, []);
        if (!withdrawn.TryGetValue(month, out var identities))
            withdrawn.Add(month, identities = []);
        identities.Add(identity);
    }

    public IEnumerable<AssembledSegment> Finish()
    {
        foreach (var (month, buffers) in months)
        {
            yield return Finish(month, buffers);
            buffers.Clear();
        }
        months.Clear();
        withdrawn.Clear();
    }

    private AssembledSegment Finish(int month, List<MonthBuffer> buffers)
    {
        var whole = new Segment(kind.Code, source, month, FactColumns.None, []);
        var origins = new Dictionary<string, int>(StringComparer.Ordinal);
        var repeated = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var buffer in buffers)
        {
            var records = 0;
            var before = whole.Count;
            foreach (var piece in buffer.Finish())
            {
                records += piece.Records;
                whole =
                    whole.Columns.Count == 0 ? piece.Segment : Segment.Merge(whole, piece.Segment);
            }
            origins[buffer.Origin] = records;
            if (records - (whole.Count - before) is var twice and > 0)
                repeated[buffer.Origin] = twice;
        }
        if (withdrawn.GetValueOrDefault(month) is { } identities)
            whole = whole.WithWithdrawals(identities.Select(i => new Withdrawal(i, imports)));
        return new(kind, whole, origins, repeated);
    }
}
