namespace HealthRecord.Features.Platform.Mail;

/// <summary>Marks the texts that every mail shares.</summary>
public sealed class MailTexts;
