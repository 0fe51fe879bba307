namespace HealthRecord.Features.Dashboard.Board;

/// <summary>One kind of one person as a tile shows it.</summary>
/// <param name="When">In words, as in <c>ce matin</c>.</param>
/// <param name="From">The device, or that it was typed.</param>
/// <param name="StandingWords">Where the value stands, with the source of the band; null without a band.</param>
/// <param name="IsUsualRange">The band is the person's own, so that standing outside it is unusual and no more.</param>
/// <param name="ToConfirm">Implausible readings of the last days that wait for a person.</param>
internal sealed record TileView(
    string Code,
    string Tag,
    string Name,
    string Icon,
    ShownValue Value,
    string When,
    string From,
    SparkLine Line,
    Standing Standing,
    bool IsUsualRange,
    string? StandingWords,
    string? Sentence,
    int ToConfirm
)
{
    /// <summary>Outside a reference band or the usual range.</summary>
    public bool IsOutside => Standing is Standing.Above or Standing.Below;
}
