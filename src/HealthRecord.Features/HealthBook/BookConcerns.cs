using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Family;

namespace HealthRecord.Features.HealthBook;

/// <summary>Whom an empty part is worth being shown to. One that holds a line is always shown.</summary>
/// <param name="Today">The person's local day.</param>
internal sealed record BookConcerns(BiologicalSex Sex, DateOnly? BornOn, DateOnly Today)
{
    private const int FirstCycles = 8;

    public int? Age => Ages.Of(BornOn, Today);

    public bool MayHaveCycles() => Sex != BiologicalSex.Male && Age is not < FirstCycles;
}
