using HealthRecord.Domain;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Readings;

/// <summary>The kinds of a person: those of the catalogue and those that the family defined for them.</summary>
internal sealed class PersonKinds
{
    public Task<Kind?> FindAsync(PersonId person, string code, CancellationToken ct) =>
        throw new NotImplementedException();

    public Task<IReadOnlyList<Kind>> AllAsync(PersonId person, CancellationToken ct) =>
        throw new NotImplementedException();
}
