using System.Collections.Concurrent;
using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>
/// Merges, seals and summarises the readings of a file outside of the write lock, on every core. A month is an object only
/// while it is worked on: what is kept of it are encoded bytes.
/// </summary>
[UseCaseAccess(UseCaseRule.JobForAccount)]
internal sealed class ImportPreparation(HealthDbs dbs, PersonKeys keys, PersonDayContexts contexts)
{
    private const int BatchSize = 32;

    public async Task<PreparedImport> RunAsync(
        PersonId person,
        SegmentAssembler assembler,
        ImportTally tally,
        CancellationToken ct
    )
    {
        var present = await PresentRows.ReadAsync(dbs, person, ct);
        var segments = new List<(PreparedSegment Row, byte[] Merged)>();
        foreach (var batch in assembler.Finish().Chunk(BatchSize))
            segments.AddRange(await MergeAsync(person, batch, present, tally, ct));
        var tables = await SummariseAsync(person, segments, present, ct);
        return new(
            new(person, [.. segments.Select(s => s.Row)], tables),
            [
                .. segments.Select(s => new TouchedSegment(
                    s.Row.Change.Kind.Code,
                    s.Row.Change.Source.Producer,
                    s.Row.Change.Source.Name,
                    s.Row.Change.Month
                )),
            ]
        );
    }

    private async Task<(PreparedSegment, byte[])[]> MergeAsync(
        PersonId person,
        AssembledSegment[] batch,
        PresentRows present,
        ImportTally tally,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tags = Array.ConvertAll(
            batch,
            a => SeriesTags.OfSeries(secrets, a.Kind.Code, a.Segment.Source)
        );
        var cells = await present.CellsAsync(dbs, tags, batch, ct);
        var prepared = new (PreparedSegment, byte[])[batch.Length];
        var tallies = new MergeTally[batch.Length];
        Parallel.For(
            0,
            batch.Length,
            new ParallelOptions { CancellationToken = ct },
            i => (prepared[i], tallies[i]) = Merge(secrets, batch[i], tags[i], cells[i])
        );
        for (var i = 0; i < batch.Length; i++)
            tally.Merged(batch[i], tallies[i]);
        return prepared;
    }

    private static ((PreparedSegment, byte[]), MergeTally) Merge(
        PersonSecrets secrets,
        AssembledSegment incoming,
        byte[] tag,
        SegmentRow? row
    )
    {
        var kind = incoming.Kind;
        var before = row is null ? null : SegmentStore.Open(secrets, kind, row);
        var tally = Segment.Tally(before, incoming.Segment, kind);
        var addition = SegmentCodec.Encode(incoming.Segment);
        var merged = before is null
            ? addition
            : SegmentCodec.Encode(Segment.Merge(before, incoming.Segment));
        var id = row?.Id ?? Ids.New();
        var prepared = new PreparedSegment(
            SegmentChange.AddEncoded(
                kind,
                incoming.Segment.Source,
                incoming.Segment.Month,
                addition
            ),
            id,
            tag,
            SeriesTags.OfKind(secrets, kind.Code),
            row?.Version ?? 0,
            secrets.Seal(SealedTable.Segment, id, merged)
        );
        return ((prepared, merged), tally);
    }

    /// <summary>The days of every year that was touched, so that the dashboard is ready when the import is.</summary>
    private async Task<IReadOnlyList<PreparedTable>> SummariseAsync(
        PersonId person,
        List<(PreparedSegment Row, byte[] Merged)> segments,
        PresentRows present,
        CancellationToken ct
    )
    {
        var context = await contexts.GetAsync(person, ct);
        var work = segments
            .GroupBy(s => s.Row.Change.Kind)
            .SelectMany(g =>
                g.SelectMany(s => SeriesTags.YearsOf(s.Row.Change.Month))
                    .Distinct()
                    .Select(year => (Kind: g.Key, Year: year, Touched: g.ToList()))
            )
            .ToList();
        var tables = new ConcurrentBag<PreparedTable>();
        await Parallel.ForEachAsync(
            work,
            new ParallelOptions
            {
                CancellationToken = ct,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            async (year, stop) =>
            {
                if (
                    await TableAsync(
                        person,
                        year.Kind,
                        year.Year,
                        year.Touched,
                        present,
                        context,
                        stop
                    ) is
                    { } table
                )
                    tables.Add(table);
            }
        );
        return [.. tables];
    }

    private async Task<PreparedTable?> TableAsync(
        PersonId person,
        Kind kind,
        int year,
        List<(PreparedSegment Row, byte[] Merged)> touched,
        PresentRows present,
        PersonDayContext context,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var (from, to) = SeriesTags.MonthsOf(year);
        var parts = new List<(SourceKey, IReadOnlyList<ShownReading>)>();
        var rows = new List<RowVersion>();
        var seen = new HashSet<Guid>();
        foreach (var (row, merged) in touched)
        {
            if (row.Change.Month < from || row.Change.Month > to)
                continue;
            seen.Add(row.RowId);
            rows.Add(new(row.RowId, row.SeenVersion + 1));
            parts.Add((row.Change.Source, SegmentCodec.Decode(merged).Shown(kind)));
        }
        var tag = SeriesTags.OfKind(secrets, kind.Code);
        foreach (var row in await present.OthersAsync(dbs, tag, from, to, seen, ct))
        {
            rows.Add(new(row.Id, row.Version));
            try
            {
                var segment = SegmentStore.Open(secrets, kind, row);
                parts.Add((segment.Source, segment.Shown(kind)));
            }
            catch (RecordDamagedException)
            {
                // The reader says which months cannot be opened: it computes the table itself.
                return null;
            }
        }
        var table = DayTableBuilder.Build(
            kind,
            year,
            context.For(kind),
            context.Group(parts),
            [.. rows.OrderBy(r => r.Row)]
        );
        var id = present.TableIdOf(tag, year);
        var cell = secrets.Seal(SealedTable.DayTable, id, DayTableCodec.Encode(table));
        return new(kind, year, tag, id, cell);
    }
}
