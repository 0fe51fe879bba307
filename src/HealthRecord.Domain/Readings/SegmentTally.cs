using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>Counts what a merge would do. Columns are compared; nothing is hashed but the keys of identities and of marked rows.</summary>
internal static class SegmentTally
{
    public static MergeTally Of(Segment? present, Segment incoming, Kind kind)
    {
        var marks = present is null
            ? incoming.Marked
            : incoming.Keys.Marked(MarkSets.Union(present.MarkSet, incoming.MarkSet));
        var isThere = present is null ? null : new Presence(present.Columns);
        var canonical = new CanonicalValues(kind);
        var withdrawals = WithdrawalSets.Union(
            present?.WithdrawalSet ?? [],
            incoming.WithdrawalSet
        );
        var gone = withdrawals.Length == 0 ? null : WithdrawalSets.Versions(withdrawals);
        var (added, setAside, already, deleted, withdrawn) = (0, 0, 0, 0, 0);
        for (var index = 0; index < incoming.Keys.Count; index++)
        {
            var row = incoming.Keys.RowOf(index);
            var mark = marks.GetValueOrDefault(row);
            if (mark is { State: not MarkState.Kept })
                deleted++;
            else if (IsWithdrawn(incoming.Columns.IdentityOf(row), gone))
                withdrawn++;
            else if (isThere?.Has(incoming.Columns, row) == true)
                already++;
            else if (
                mark?.Confirmed != true
                && canonical.Of(incoming.Columns, row) is { SetAside: true }
            )
                setAside++;
            else
                added++;
        }
        return new(added, setAside, already, deleted)
        {
            Withdrawn = withdrawn,
            TakenBack = TakenBack(present, incoming),
        };
    }

    private static bool IsWithdrawn(ExternalIdentity? identity, Dictionary<string, long>? gone) =>
        identity is not null && gone is not null && PairedIdentity.IsTakenBack(identity, gone);

    /// <summary>How many readings that stood until now the incoming withdrawals hide.</summary>
    private static int TakenBack(Segment? present, Segment incoming)
    {
        if (present is null || incoming.WithdrawalSet.Length == 0)
            return 0;
        var left = present.WithWithdrawals(incoming.WithdrawalSet);
        return present.Standing.Count - left.Standing.Count;
    }

    /// <summary>Whether keys are among the present ones; asked in ascending order of rows.</summary>
    private sealed class Presence(FactColumns facts)
    {
        private readonly HashSet<string>? identities = facts
            .Identities?.OfType<ExternalIdentity>()
            .Select(i => i.Id)
            .ToHashSet(StringComparer.Ordinal);

        private int next;

        public bool Has(FactColumns of, int row)
        {
            if (of.IdentityOf(row) is { } identity)
                return identities?.Contains(identity.Id) == true;
            while (next < facts.Count && FactOrder.CompareNatural(facts, next, of, row) < 0)
                next++;
            // Facts with an identity may lie between, saying the same; one without comes first of all that say it.
            return next < facts.Count
                && facts.IdentityOf(next) is null
                && FactOrder.CompareNatural(facts, next, of, row) == 0;
        }
    }
}
