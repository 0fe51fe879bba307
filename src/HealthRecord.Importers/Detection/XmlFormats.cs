using HealthRecord.Importers.Apple;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers.Detection;

/// <summary>One format that is known by the root element of its XML.</summary>
internal sealed record XmlFormat(
    string Root,
    Action<ReadAhead, ImportContext, IImportSink, CancellationToken> Read
);

/// <summary>The table of formats; a new one is a line here.</summary>
internal static class XmlFormats
{
    private static readonly XmlFormat[] All = [new("HealthData", AppleHealth.Read)];

    public static XmlFormat? Find(FileHead head) =>
        All.FirstOrDefault(f => string.Equals(f.Root, head.Root, StringComparison.Ordinal));
}
