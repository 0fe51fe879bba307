namespace HealthRecord.Domain.Readings;

/// <summary>How the keys of an incoming segment meet the present one. <see cref="MergeTally.Added"/>, <see cref="MergeTally.SetAside"/>, <see cref="MergeTally.AlreadyThere"/>, <see cref="MergeTally.DeletedByHand"/> and <see cref="MergeTally.Withdrawn"/> add up to the incoming segment's <see cref="Segment.Count"/>.</summary>
/// <param name="Added">New, and plausible.</param>
/// <param name="SetAside">New, implausible and not confirmed.</param>
/// <param name="AlreadyThere">The key was there, carried by another import or by hand.</param>
/// <param name="DeletedByHand">The key was there and a person had deleted or replaced it: it stays so.</param>
public readonly record struct MergeTally(
    int Added,
    int SetAside,
    int AlreadyThere,
    int DeletedByHand
)
{
    /// <summary>Its source has taken the key back, in this import or an earlier one: kept, and not shown.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Readings of the present segment that the incoming one takes back and that stood until now.</summary>
    public int TakenBack { get; init; }
}
