namespace HealthRecord.Features.Accounts;

/// <summary>Marks the texts of accounts.</summary>
public sealed class AccountTexts;
