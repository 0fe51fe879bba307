using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>What a rule is about. "The record is complete up to" is said for one of these.</summary>
public enum RuleKind
{
    [JsonStringEnumMemberName("vaccine")]
    Vaccine,

    [JsonStringEnumMemberName("exam")]
    Exam,

    [JsonStringEnumMemberName("screening")]
    Screening,

    [JsonStringEnumMemberName("dental")]
    Dental,

    [JsonStringEnumMemberName("bilan")]
    Review,

    [JsonStringEnumMemberName("check")]
    Check,

    [JsonStringEnumMemberName("pregnancy")]
    Pregnancy,
}

public enum LegalStatus
{
    [JsonStringEnumMemberName("mandatory")]
    Mandatory,

    [JsonStringEnumMemberName("recommended")]
    Recommended,

    [JsonStringEnumMemberName("organised-screening")]
    OrganisedScreening,

    [JsonStringEnumMemberName("offered")]
    Offered,

    [JsonStringEnumMemberName("on-prescription")]
    OnPrescription,

    [JsonStringEnumMemberName("informative")]
    Informative,
}

/// <summary>How well a rule is backed. An unconfirmed one stays silent until the operator turns it on.</summary>
public enum Confidence
{
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    [JsonStringEnumMemberName("partly")]
    Partly,

    [JsonStringEnumMemberName("unconfirmed")]
    Unconfirmed,
}

/// <summary>What is said when the age window of an incomplete series is over.</summary>
public enum OnClosed
{
    [JsonStringEnumMemberName("silent")]
    Silent,

    [JsonStringEnumMemberName("discuss")]
    Discuss,
}
