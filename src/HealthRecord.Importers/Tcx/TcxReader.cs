using System.Xml;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Tcx;

internal enum TcxNode
{
    ActivityStart,
    LapEnd,
    TrackPoint,
    ActivityEnd,

    /// <summary>Planned, not done.</summary>
    Course,
}

/// <summary>Walks through the activities of a TCX file. Elements are known by their local name: prefixes are arbitrary.</summary>
/// <remarks>https://www8.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd.</remarks>
internal sealed class TcxReader(XmlReader xml)
{
    private bool isInActivity;
    private bool isInPoint;

    /// <summary>What is on hand after <see cref="Read"/> said so.</summary>
    public TcxNode Node { get; private set; }
    public string Sport { get; private set; } = "";

    /// <summary>Start of the activity as its name; empty without.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The device, which stands at the end of an activity; empty without.</summary>
    public string Creator { get; private set; } = "";
    public TcxLap Lap { get; private set; } = new();
    public TcxPoint Point { get; private set; } = new();

    /// <exception cref="XmlException">The file is cut or damaged here.</exception>
    public bool Read()
    {
        while (xml.Read())
        {
            if (xml.Depth > PlainXml.Deepest)
                throw new ImportRefusedException(Refusals.TooDeep);
            if (
                xml.NodeType == XmlNodeType.Element
                    ? Start(xml.LocalName)
                    : xml.NodeType == XmlNodeType.EndElement && End(xml.LocalName)
            )
                return true;
        }
        return false;
    }

    private bool Start(string name)
    {
        switch (name)
        {
            case "Activity":
                (Sport, Id, Creator) = (xml.GetAttribute("Sport") ?? "", "", "");
                Node = TcxNode.ActivityStart;
                return isInActivity = !xml.IsEmptyElement;
            case "Course" when !isInActivity:
                Node = TcxNode.Course;
                return true;
        }
        if (!isInActivity)
            return false;
        switch (name)
        {
            case "Id" when !isInPoint:
                Id = PlainXml.TextOf(xml);
                break;
            case "Lap":
                Lap = new() { Start = xml.GetAttribute("StartTime") ?? "", Line = Line };
                break;
            case "Trackpoint" when !xml.IsEmptyElement:
                Point = new() { Line = Line };
                isInPoint = true;
                break;
            case "Name" when !isInPoint:
                // Plans and training stand before it; the last name is the creator's.
                Creator = PlainXml.TextOf(xml, 100);
                break;
            default:
                if (isInPoint)
                    OfPoint(name);
                else
                    OfLap(name);
                break;
        }
        return false;
    }

    private bool End(string name)
    {
        switch (name)
        {
            case "Trackpoint" when isInPoint:
                isInPoint = false;
                Node = TcxNode.TrackPoint;
                return true;
            case "Lap" when isInActivity:
                Node = TcxNode.LapEnd;
                return true;
            case "Activity" when isInActivity:
                isInActivity = false;
                Node = TcxNode.ActivityEnd;
                return true;
            default:
                return false;
        }
    }

    private void OfPoint(string name)
    {
        switch (name)
        {
            case "Time":
                Point.Time = PlainXml.TextOf(xml);
                break;
            case "LatitudeDegrees":
                Point.Latitude = PlainXml.TextOf(xml);
                break;
            case "LongitudeDegrees":
                Point.Longitude = PlainXml.TextOf(xml);
                break;
            case "AltitudeMeters":
                Point.Altitude = PlainXml.TextOf(xml);
                break;
            case "HeartRateBpm":
                Point.HeartRate = PlainXml.TextOf(xml);
                break;
        }
    }

    private void OfLap(string name)
    {
        switch (name)
        {
            case "TotalTimeSeconds":
                Lap.Seconds = PlainXml.TextOf(xml);
                break;
            case "DistanceMeters":
                Lap.Metres = PlainXml.TextOf(xml);
                break;
            case "Calories":
                Lap.Calories = PlainXml.TextOf(xml);
                break;
            case "AverageHeartRateBpm":
                Lap.MeanHeartRate = PlainXml.TextOf(xml);
                break;
            case "MaximumHeartRateBpm":
                Lap.MostHeartRate = PlainXml.TextOf(xml);
                break;
        }
    }

    private long Line => (xml as IXmlLineInfo)?.LineNumber ?? 0;
}
