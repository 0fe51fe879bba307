namespace HealthRecord.Importers.Tables;

/// <summary>Which numbers were brought into another unit, for one sentence each.</summary>
internal sealed class ConvertedUnits
{
    private readonly Dictionary<(string Origin, Conversion How), long> counts = [];

    public void Add(string origin, Conversion how) =>
        counts[(origin, how)] = counts.GetValueOrDefault((origin, how)) + 1;

    public void Warn(IImportSink sink)
    {
        foreach (var ((origin, how), count) in counts)
            sink.Warn(Warnings.UnitConverted, origin, how.From, how.To, $"{count}");
    }
}
