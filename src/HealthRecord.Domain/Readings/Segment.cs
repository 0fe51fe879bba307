using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>One UTC month of a series: a set of facts, each with the imports that carried it, and the marks made by hand.</summary>
/// <remarks>Merging is set union: commutative, associative, idempotent. What is shown is computed.</remarks>
public sealed class Segment
{
    private KeyRows? keys;
    private KeyRows? standing;
    private Dictionary<int, Mark>? marked;

    internal Segment(
        string kindCode,
        SourceKey source,
        int month,
        FactColumns columns,
        Mark[] markSet,
        byte[]? encoded = null,
        Withdrawal[]? withdrawals = null
    )
    {
        KindCode = kindCode;
        Source = source;
        Month = month;
        Columns = columns;
        MarkSet = markSet;
        WithdrawalSet = withdrawals ?? [];
        Encoded = encoded;
    }

    public string KindCode { get; }
    public SourceKey Source { get; }

    /// <summary><see cref="UtcMonth"/> of the start of every reading.</summary>
    public int Month { get; }

    internal FactColumns Columns { get; }
    internal Mark[] MarkSet { get; }
    internal Withdrawal[] WithdrawalSet { get; }

    /// <summary>What <see cref="SegmentCodec.Encode"/> gives, when somebody had it already.</summary>
    internal byte[]? Encoded { get; }

    internal KeyRows Keys => keys ??= KeyRows.Of(Columns);

    /// <summary>Of the keys, those that their source has not taken back.</summary>
    internal KeyRows Standing =>
        standing ??=
            WithdrawalSet.Length == 0
                ? Keys
                : Keys.Without(WithdrawalSets.Versions(WithdrawalSet), Marked);

    /// <summary>Marks by the row they apply to.</summary>
    internal Dictionary<int, Mark> Marked => marked ??= Keys.Marked(MarkSet);

    /// <summary>Neither facts nor marks nor withdrawals: the row may go.</summary>
    public bool IsEmpty => Columns.Count == 0 && MarkSet.Length == 0 && WithdrawalSet.Length == 0;

    /// <summary>How many different keys the facts have.</summary>
    public int Count => Keys.Count;

    /// <exception cref="ArgumentException">A reading or a replacement of another month, a negative duration, or a mark without what it needs.</exception>
    public static Segment Of(
        string kindCode,
        SourceKey source,
        int month,
        IEnumerable<Fact> facts,
        IEnumerable<Mark> marks,
        IEnumerable<Withdrawal>? withdrawals = null
    )
    {
        var rows = new FactColumnsBuilder(16);
        foreach (var fact in facts)
        {
            SegmentRules.Require(fact.Content, month);
            if (!fact.Imports.IsEmpty)
                rows.Add(fact);
        }
        var markSet = MarkSets.Of(marks);
        foreach (var mark in markSet)
            SegmentRules.Require(mark, month);
        return new(
            kindCode,
            source,
            month,
            FactSets.Sorted(rows.Finish()),
            markSet,
            withdrawals: WithdrawalSets.Of(withdrawals ?? [])
        );
    }

    /// <exception cref="ArgumentException">Another series or month.</exception>
    public static Segment Merge(Segment left, Segment right)
    {
        if (
            left.KindCode != right.KindCode
            || left.Source != right.Source
            || left.Month != right.Month
        )
            throw new ArgumentException("Only months of one series merge.", nameof(right));
        return left.With(
            FactSets.Union(left.Columns, right.Columns),
            MarkSets.Union(left.MarkSet, right.MarkSet),
            WithdrawalSets.Union(left.WithdrawalSet, right.WithdrawalSet)
        );
    }

    /// <summary>Takes one import out of every fact and withdrawal; those that nobody carries go, marks stay.</summary>
    public Segment WithoutImport(ImportId import) =>
        With(
            FactSets.Without(Columns, import),
            MarkSet,
            WithdrawalSets.Without(WithdrawalSet, import)
        );

    /// <summary>Adds what a source takes back.</summary>
    public Segment WithWithdrawals(IEnumerable<Withdrawal> withdrawals) =>
        With(Columns, MarkSet, WithdrawalSets.Union(WithdrawalSet, WithdrawalSets.Of(withdrawals)));

    /// <exception cref="ArgumentException">A replacement of another month, or none where the mark needs one.</exception>
    public Segment WithMark(Mark mark)
    {
        SegmentRules.Require(mark, Month);
        return With(Columns, MarkSets.Union(MarkSet, [mark]), WithdrawalSet);
    }

    public IEnumerable<Fact> Facts
    {
        get
        {
            for (var row = 0; row < Columns.Count; row++)
                yield return Columns.FactOf(row);
        }
    }

    /// <summary>The names that producers gave, each in its newest version.</summary>
    public IEnumerable<ExternalIdentity> Identities =>
        Columns.Identities is null
            ? []
            : Enumerable
                .Range(0, Keys.Count)
                .Select(i => Columns.IdentityOf(Keys.RowOf(i)))
                .OfType<ExternalIdentity>();

    /// <summary>The newest of each key, ordered by key.</summary>
    public IReadOnlyList<Mark> Marks => MarkSet;

    /// <summary>What sources took back, ordered by name and version.</summary>
    public IReadOnlyList<Withdrawal> Withdrawals => WithdrawalSet;

    /// <summary>The readings in the order of their start, one a key, newest version and marks applied, without those taken back by their source.</summary>
    public IReadOnlyList<SegmentReading> Readings(Kind kind, bool withDeleted = false) =>
        SegmentView.Readings(this, kind, long.MinValue, long.MaxValue, withDeleted);

    /// <summary>Those of <see cref="Readings(Kind, bool)"/> that start from one instant (inclusive) to another (exclusive): only these are named, which is what costs.</summary>
    public IReadOnlyList<SegmentReading> Readings(
        Kind kind,
        long fromMs,
        long toMs,
        bool withDeleted = false
    ) => SegmentView.Readings(this, kind, fromMs, toMs, withDeleted);

    /// <summary>What charts and day tables count: <see cref="Readings(Kind, bool)"/> without what was deleted, in a lean form.</summary>
    /// <remarks>A view over the columns: reading it costs no memory of its own.</remarks>
    public IReadOnlyList<ShownReading> Shown(Kind kind) => SegmentView.Shown(this, kind);

    /// <summary>What merging <paramref name="incoming"/> into <paramref name="present"/> does to each of its keys.</summary>
    public static MergeTally Tally(Segment? present, Segment incoming, Kind kind) =>
        SegmentTally.Of(present, incoming, kind);

    private Segment With(FactColumns columns, Mark[] marks, Withdrawal[] withdrawals) =>
        ReferenceEquals(columns, Columns)
        && ReferenceEquals(marks, MarkSet)
        && ReferenceEquals(withdrawals, WithdrawalSet)
            ? this
            : new(KindCode, Source, Month, columns, marks, withdrawals: withdrawals);
}
