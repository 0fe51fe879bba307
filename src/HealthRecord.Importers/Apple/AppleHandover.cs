using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Apple;

/// <summary>Gives finished records to the sink.</summary>
internal sealed class AppleHandover(IImportSink sink)
{
    /// <summary>Records of the file that were seen, whatever became of them.</summary>
    public long Records { get; private set; }

    public void Give(in AppleRecord record)
    {
        Records++;
        if (record.Reason is { } reason)
        {
            sink.Refuse(new(record.Type.Origin, reason, record.Text, record.Line));
            return;
        }
        Take(record, record.Type.Kind ?? throw new InvalidOperationException(), null);
    }

    public void Take(in AppleRecord record, Domain.Measures.Kind kind, ReadingParts? parts) =>
        sink.Take(
            new IncomingReading(
                kind,
                record.Source,
                record.Unit?.Unit,
                record.StartMs,
                record.EndMs - record.StartMs,
                record.Value,
                parts,
                record.Zone,
                record.Zone is null ? ZoneOrigin.Unknown : ZoneOrigin.Metadata,
                record.Identity,
                record.Type.Origin,
                record.Line
            )
        );

    public void Merged(in AppleRecord record)
    {
        Records++;
        sink.Merged(record.Type.Origin, 1);
    }

    /// <summary>The first number of a pair.</summary>
    public void TakePair(in AppleRecord record, Domain.Measures.Kind kind, ReadingParts parts)
    {
        Records++;
        Take(record, kind, parts);
    }
}
