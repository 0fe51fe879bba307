using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.Board;

public sealed partial class Spark
{
    [Parameter, EditorRequired]
    public SparkLine Line { get; set; } = SparkLine.Empty;
}
