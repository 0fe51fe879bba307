namespace HealthRecord.Features.Accounts.SignIn;

/// <summary>A new session: the page writes the secret into the cookie.</summary>
internal sealed record SignedIn(string Secret, bool Stays);
