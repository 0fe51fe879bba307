using HealthRecord.Domain;
using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Family;

/// <summary>The facts of a person that computations need. No rights are checked here: use cases do.</summary>
public sealed record PersonFacts(
    PersonId Person,
    string Name,
    DateOnly? BornOn,
    BiologicalSex Sex,
    ZoneTimeline Zones
);

public enum BiologicalSex
{
    Unknown,
    Female,
    Male,
}

internal sealed class PersonFactsReader
{
    /// <summary>Null when there is no such person.</summary>
    public Task<PersonFacts?> GetAsync(PersonId person, CancellationToken ct) =>
        throw new NotImplementedException();
}
