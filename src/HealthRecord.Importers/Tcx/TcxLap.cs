namespace HealthRecord.Importers.Tcx;

/// <summary>A lap as written; what is missing is empty.</summary>
internal sealed class TcxLap
{
    public string Start { get; init; } = "";
    public long Line { get; init; }
    public string Seconds { get; set; } = "";
    public string Metres { get; set; } = "";
    public string Calories { get; set; } = "";
    public string MeanHeartRate { get; set; } = "";
    public string MostHeartRate { get; set; } = "";
}
