using HealthRecord.Importers.Streams;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Apple Health's <c>export.xml</c>.</summary>
internal static class AppleHealth
{
    public static void Read(
        ReadAhead source,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct,
        AppleRoutes? routes = null
    )
    {
        var window = new XmlWindow(source, sink.Progress);
        var tags = new XmlTags(window, "HealthData"u8.ToArray());
        var reader = new AppleReader(tags, context, sink, routes ?? AppleRoutes.None);
        reader.Read(ct);
        reader.Warn();
    }
}
