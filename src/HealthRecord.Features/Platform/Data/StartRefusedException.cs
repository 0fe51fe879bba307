namespace HealthRecord.Features.Platform.Data;

/// <summary>The program must not serve in this state: one sentence for the operator, in French and in English.</summary>
public sealed class StartRefusedException(string french, string english)
    : Exception($"{french}\n{english}")
{
    public string French { get; } = french;
    public string English { get; } = english;
}
