namespace HealthRecord.Importers.Tcx;

/// <summary>A track point as written; what is missing is empty.</summary>
internal sealed class TcxPoint
{
    public long Line { get; init; }
    public string Time { get; set; } = "";
    public string Latitude { get; set; } = "";
    public string Longitude { get; set; } = "";
    public string Altitude { get; set; } = "";
    public string HeartRate { get; set; } = "";
}
