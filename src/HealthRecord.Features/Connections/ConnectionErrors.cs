using HealthRecord.Domain;

namespace HealthRecord.Features.Connections;

/// <summary>Expected refusals of connections. The sentences are in the texts beside.</summary>
internal static class ConnectionErrors
{
    public static readonly Error NotFound = new("connection.not-found");
    public static readonly Error NotOffered = new("connection.not-offered");
    public static readonly Error TooMany = new("connection.too-many");
    public static readonly Error StateUnknown = new("connection.state-unknown");
    public static readonly Error Declined = new("connection.declined");
    public static readonly Error VendorRefused = new("connection.vendor-refused");
    public static readonly Error VendorAway = new("connection.vendor-away");
    public static readonly Error ScopeMissing = new("connection.scope-missing");
    public static readonly Error Busy = new("connection.busy");
}
