using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>What is shown of a segment: versions and marks applied, canonical units.</summary>
internal static class SegmentView
{
    public static IReadOnlyList<SegmentReading> Readings(
        Segment segment,
        Kind kind,
        long fromMs,
        long toMs,
        bool withDeleted
    )
    {
        var (keys, facts) = (segment.Standing, segment.Columns);
        var canonical = new CanonicalValues(kind);
        var readings = new List<SegmentReading>();
        for (var index = 0; index < keys.Count; index++)
        {
            var row = keys.RowOf(index);
            var mark = segment.Marked.GetValueOrDefault(row);
            if (mark?.State == MarkState.Deleted && !withDeleted)
                continue;
            var start = mark?.Replacement?.StartMs ?? facts.Starts[row];
            if (start >= fromMs && start < toMs)
                readings.Add(ReadingOf(keys, index, canonical, mark));
        }
        if (readings.Exists(r => r.IsEdited))
            readings = [.. readings.OrderBy(r => r.AsWritten.StartMs)];
        return readings;
    }

    private static SegmentReading ReadingOf(
        KeyRows keys,
        int index,
        CanonicalValues canonical,
        Mark? mark
    )
    {
        var row = keys.RowOf(index);
        var written = mark?.Replacement ?? keys.Facts.ContentOf(row);
        return new(
            keys.Facts.KeyOf(row),
            written,
            canonical.Of(written, mark?.Confirmed == true, mark?.IsOwn == true),
            keys.ImportsOf(index),
            mark?.Revision ?? 0,
            mark?.Account,
            mark?.Moment,
            mark?.Note,
            mark?.State == MarkState.Replaced,
            mark?.State == MarkState.Deleted
        );
    }

    public static IReadOnlyList<ShownReading> Shown(Segment segment, Kind kind)
    {
        if (segment.MarkSet.Length == 0)
            return new ShownColumns(segment.Standing, kind);
        var (keys, facts) = (segment.Standing, segment.Columns);
        var canonical = new CanonicalValues(kind);
        var shown = new List<ShownReading>(keys.Count);
        var edited = false;
        for (var index = 0; index < keys.Count; index++)
        {
            var row = keys.RowOf(index);
            if (!segment.Marked.TryGetValue(row, out var mark))
            {
                shown.Add(canonical.Of(facts, row));
                continue;
            }
            if (mark.State == MarkState.Deleted)
                continue;
            edited |= mark.State == MarkState.Replaced;
            shown.Add(
                canonical.Of(mark.Replacement ?? facts.ContentOf(row), mark.Confirmed, mark.IsOwn)
            );
        }
        // A stable sort: readings of one start stay in the order of their facts.
        return edited ? [.. shown.OrderBy(r => r.StartMs)] : shown;
    }
}
