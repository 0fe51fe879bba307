using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Platform.Mail;

namespace HealthRecord.Features.Connections;

/// <summary>The addresses of ours that a vendor knows.</summary>
internal sealed class ConnectionAddresses(PublicAddress address)
{
    /// <summary>Where the person comes back from the vendor: exactly what is registered there.</summary>
    public string ReturnOf(IVendor vendor) => address.To($"/connexions/{vendor.Code}/retour");

    /// <summary>Where the vendor notifies; null when it could not reach us there, or only in the clear.</summary>
    public string? NoticeOf(IVendor vendor, string secret)
    {
        var path = vendor.NoticesName
            ? $"/connexions/{vendor.Code}/avis"
            : $"/connexions/{vendor.Code}/avis/{secret}";
        // A vendor that is a double on this machine reaches us as we are.
        return address.Root.Scheme == Uri.UriSchemeHttps || vendor.IsOnThisMachine
            ? address.To(path)
            : null;
    }
}
