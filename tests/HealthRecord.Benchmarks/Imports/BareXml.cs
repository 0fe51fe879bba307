using System.Xml;

namespace HealthRecord.Benchmarks;

/// <summary>What any reader of the file has to pay at least with the platform's own parser: the yardstick of imports.</summary>
internal static class BareXml
{
    public static long Pass(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = XmlReader.Create(
            file,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        var characters = 0L;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            while (reader.MoveToNextAttribute())
                characters += reader.Value.Length;
        }
        return characters;
    }
}
