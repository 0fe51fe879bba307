namespace HealthRecord.Domain.Access;

/// <summary>What an account may do to a person within the domains and the time of its grant.</summary>
public enum GrantRole
{
    /// <summary>The person, or who stands for a person without an account: everything, and may grant.</summary>
    Owner,

    /// <summary>A parent or legal guardian: reads, writes and may grant.</summary>
    Guardian,

    /// <summary>Reads and writes.</summary>
    Carer,

    /// <summary>Reads.</summary>
    Viewer,
}
