using System.Globalization;
using System.Xml;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Gpx;

internal enum GpxNode
{
    /// <summary>Of a track, as it was walked.</summary>
    TrackPoint,

    /// <summary>A place that somebody marked.</summary>
    WayPoint,

    /// <summary>Of a route, as it is planned.</summary>
    RoutePoint,
    TrackEnd,
}

/// <summary>Walks through the points of a GPX file, 1.0 or 1.1, with or without namespaces. Elements are known by their local name: prefixes are arbitrary.</summary>
internal sealed class GpxReader(XmlReader xml)
{
    private string? parent;

    /// <summary>The app that wrote the file, as it says itself.</summary>
    public string Creator { get; private set; } = "";

    /// <summary>What is on hand after <see cref="Read"/> said so.</summary>
    public GpxNode Node { get; private set; }

    /// <summary>Of the track: what was done, in the app's own word; empty without.</summary>
    public string Activity { get; private set; } = "";
    public double Latitude { get; private set; }
    public double Longitude { get; private set; }
    public double? Altitude { get; private set; }

    /// <summary>As written; empty without.</summary>
    public string Time { get; private set; } = "";

    /// <summary>As written; empty without.</summary>
    public string HeartRate { get; private set; } = "";
    public long Line { get; private set; }

    /// <exception cref="XmlException">The file is cut or damaged here.</exception>
    public bool Read()
    {
        while (xml.Read())
        {
            if (xml.Depth > PlainXml.Deepest)
                throw new ImportRefusedException(Refusals.TooDeep);
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "trk")
            {
                Node = GpxNode.TrackEnd;
                return true;
            }
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "gpx":
                    Creator = xml.GetAttribute("creator") ?? "";
                    break;
                case "trk":
                    Activity = "";
                    parent = "trk";
                    if (!xml.IsEmptyElement)
                        break;
                    Node = GpxNode.TrackEnd;
                    return true;
                case "trkseg":
                    parent = "trkseg";
                    break;
                case "type" when parent == "trk":
                    Activity = PlainXml.TextOf(xml, 60);
                    break;
                case "trkpt":
                    return Point(GpxNode.TrackPoint);
                case "wpt":
                    return Point(GpxNode.WayPoint);
                case "rtept":
                    return Point(GpxNode.RoutePoint);
            }
        }
        return false;
    }

    private bool Point(GpxNode node)
    {
        Node = node;
        Line = (xml as IXmlLineInfo)?.LineNumber ?? 0;
        Latitude = Number(xml.GetAttribute("lat")) ?? double.NaN;
        Longitude = Number(xml.GetAttribute("lon")) ?? double.NaN;
        Altitude = null;
        Time = "";
        HeartRate = "";
        if (xml.IsEmptyElement)
            return true;
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.Depth > PlainXml.Deepest)
                throw new ImportRefusedException(Refusals.TooDeep);
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            var isOwn = xml.Depth == depth + 1;
            switch (xml.LocalName)
            {
                case "ele" when isOwn:
                    Altitude = Number(PlainXml.TextOf(xml));
                    break;
                case "time" when isOwn:
                    Time = PlainXml.TextOf(xml);
                    break;
                case "hr" or "heartrate" when !isOwn:
                    HeartRate = PlainXml.TextOf(xml);
                    break;
            }
        }
        return true;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
