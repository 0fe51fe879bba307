namespace HealthRecord.Features.Platform.Ui;

/// <summary>Marks the texts of the shell and of the parts that all pages share.</summary>
public sealed class UiTexts;
