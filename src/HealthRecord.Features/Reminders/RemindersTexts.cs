namespace HealthRecord.Features.Reminders;

/// <summary>Marks the texts beside.</summary>
public sealed class RemindersTexts;
