namespace HealthRecord.Features.Connections.Vendors;

internal enum VendorFault
{
    /// <summary>Not reached, broken, too large, or an answer that nobody understands.</summary>
    Away,

    /// <summary>Asked for patience.</summary>
    Busy,

    /// <summary>The access token is not good any more; the refresh token may be.</summary>
    Expired,

    /// <summary>Neither is: the person took the access back, or it ran out.</summary>
    Revoked,

    /// <summary>The person did not grant enough.</summary>
    Scope,

    /// <summary>The mark of the next page is not good any more: the list begins anew.</summary>
    Page,
}

/// <summary>A vendor did not do what it was asked. Carries no text of the answer, which may quote a value or a token.</summary>
internal sealed class VendorException(VendorFault fault, TimeSpan? wait = null)
    : Exception($"The vendor answered: {fault}.")
{
    public VendorFault Fault { get; } = fault;

    /// <summary>How long the vendor asked to wait.</summary>
    public TimeSpan? Wait { get; } = wait;
}
