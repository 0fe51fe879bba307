using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Security;

/// <summary>Named sets of domains, so that "everything" means the same everywhere.</summary>
public static class DomainSets
{
    /// <summary>Ticked one by one, never part of a set that is offered as a whole.</summary>
    public const RecordDomains Sensitive =
        RecordDomains.Addiction | RecordDomains.SexualReproductive | RecordDomains.Mental;

    /// <summary>What "everything" grants: all that is not sensitive.</summary>
    public const RecordDomains Everything =
        RecordDomains.Measures
        | RecordDomains.Medication
        | RecordDomains.Documents
        | RecordDomains.Sleep
        | RecordDomains.Nutrition
        | RecordDomains.Sport
        | RecordDomains.Facts;

    /// <summary>One's own record, and that of a person without an account for who stands for them.</summary>
    public const RecordDomains All = Everything | Sensitive;
}
