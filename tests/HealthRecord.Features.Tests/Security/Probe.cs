using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;

namespace HealthRecord.Features.Tests.Security;

/// <summary>What right a use case needs.</summary>
public enum Need
{
    Read,
    Write,
    Share,

    /// <summary>To decide what others see of a domain: who stands for the person, signed in.</summary>
    Decide,

    /// <summary>To write in any domain at all.</summary>
    WriteSomething,

    /// <summary>The same, and never by a token: what is made would outlive it.</summary>
    WriteSomethingSignedIn,

    /// <summary>Answers anybody, but shows only what the actor may see: the probe says whether the person appeared.</summary>
    Appears,

    /// <summary>Refused in every relation of the matrix; a test of its own says who may.</summary>
    Nobody,
}

/// <summary>One row of the matrix: how a use case is tried, and what tells that it was allowed.</summary>
/// <param name="Domain">The domain that the attempt touches.</param>
/// <param name="IsAllowedAsync">Tries it for real and answers whether it was allowed. What it needs is made by <see cref="Attempt.Owner"/>.</param>
public sealed record Probe(
    Type UseCase,
    Need Need,
    RecordDomains Domain,
    Func<Attempt, Task<bool>> IsAllowedAsync
);

/// <param name="Actor">Who tries.</param>
/// <param name="Owner">Who may everything on the person, to prepare what the attempt needs.</param>
public sealed record Attempt(
    RecordHost Host,
    TestFamily Family,
    Actor Actor,
    Actor Owner,
    PersonId Person,
    CancellationToken Ct
);

/// <summary>The rows of one feature. Found by reflection: a feature adds a class beside the others.</summary>
public interface IProbes
{
    IEnumerable<Probe> All { get; }
}
