namespace HealthRecord.Features.Connections.Vendors;

/// <summary>Every vendor that the product knows.</summary>
internal sealed class VendorList(IEnumerable<IVendor> vendors)
{
    public IReadOnlyList<IVendor> All { get; } = [.. vendors];

    public IReadOnlyList<IVendor> Offered => [.. All.Where(v => v.IsOffered)];

    public IVendor? Find(string code) => All.FirstOrDefault(v => v.Code == code);

    /// <summary>Null when this installation is not registered there.</summary>
    public IVendor? FindOffered(string code) =>
        Find(code) is { IsOffered: true } vendor ? vendor : null;
}
