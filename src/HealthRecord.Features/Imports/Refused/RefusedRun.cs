namespace HealthRecord.Features.Imports;

/// <summary>Refused lines of one type and one reason that follow each other at one distance.</summary>
/// <param name="First">1-based; 0 when the format has no lines.</param>
/// <param name="Step">Lines from one to the next: 1 for lines side by side, 0 for several numbers of one line.</param>
/// <param name="Count">At least 1.</param>
public sealed record RefusedRun(string Origin, string Reason, long First, long Step, long Count)
{
    public long Last => First + (Step * (Count - 1));
}
