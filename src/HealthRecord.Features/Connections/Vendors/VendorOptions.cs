namespace HealthRecord.Features.Connections.Vendors;

/// <summary>Section <c>Connections:Name</c> of the configuration: what the vendor gave this installation.</summary>
public sealed class VendorOptions
{
    public string? ClientId { get; set; }
    public string? ClientSecret { get; set; }

    /// <summary>Whether it is offered once it is configured.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where the person is sent to agree.</summary>
    public string AskUrl { get; set; } = "";

    /// <summary>Where codes and refresh tokens are exchanged.</summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>Where data are fetched.</summary>
    public string ApiUrl { get; set; } = "";

    /// <summary>What the vendor shows in its notices, where it was agreed by hand.</summary>
    public string? NoticeSecret { get; set; }

    public bool IsComplete =>
        Enabled && ClientId is { Length: > 0 } && ClientSecret is { Length: > 0 };
}
