using Microsoft.AspNetCore.Identity;

namespace HealthRecord.Features.Platform.Data;

/// <summary>A login. Its name is the sealed name of its own person: only the e-mail address is readable here.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The person that this account is; a household adult owns their own record.</summary>
    public Guid OwnPersonId { get; set; }

    /// <summary><c>fr-FR</c> or <c>en-GB</c>.</summary>
    public string Language { get; set; } = "fr-FR";

    public DateTime CreatedUtc { get; set; }

    /// <summary>An address that was asked for and not yet confirmed.</summary>
    public string? PendingEmail { get; set; }

    /// <summary>When the account and its person are erased, if its owner asked for it and does not think again. A due time, no health fact.</summary>
    public DateTime? EraseAfterUtc { get; set; }
}
