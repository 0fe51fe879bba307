namespace HealthRecord.Features.Platform.Security;

/// <summary>By what right a use case runs.</summary>
public enum UseCaseRule
{
    /// <summary>Anybody, without an actor: sign-in, registration, a link from a mail.</summary>
    Anonymous,

    /// <summary>The actor's own account only: sessions, tokens, language, preferences.</summary>
    OwnAccount,

    /// <summary>Asks <see cref="Access"/> about one person and one or more domains.</summary>
    PersonDomain,

    /// <summary>Asks <see cref="Access"/> which persons the actor sees and answers for them alone.</summary>
    GrantedPersons,

    /// <summary>Asks <see cref="Access.MayGrantAsync"/>: sharing, inviting, moving, erasing.</summary>
    MayGrant,

    /// <summary>Asks about a household through the persons that the actor may grant on.</summary>
    Household,

    /// <summary>A job for an account: asks again before its commit.</summary>
    JobForAccount,

    /// <summary>The operator at the machine.</summary>
    Operator,
}

/// <summary>The explicit decision that every use case carries; a test finds those without.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UseCaseAccessAttribute(UseCaseRule rule) : Attribute
{
    public UseCaseRule Rule { get; } = rule;
}
