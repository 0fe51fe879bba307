namespace HealthRecord.Features.Dashboard;

/// <summary>Marks the texts of the family, of a person, of one kind, of the logbook and of quick entry.</summary>
public sealed class DashboardTexts;
