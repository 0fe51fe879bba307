namespace HealthRecord.Domain.Readings;

/// <summary>How the keys of an incoming segment meet the present one. The four add up to the incoming segment's <see cref="Segment.Count"/>.</summary>
/// <param name="Added">New, and plausible.</param>
/// <param name="SetAside">New, implausible and not confirmed.</param>
/// <param name="AlreadyThere">The key was there, carried by another import or by hand.</param>
/// <param name="DeletedByHand">The key was there and a person had deleted or replaced it: it stays so.</param>
public readonly record struct MergeTally(
    int Added,
    int SetAside,
    int AlreadyThere,
    int DeletedByHand
);
