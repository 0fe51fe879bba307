namespace HealthRecord.Features.Dashboard;

public sealed class QuickEntry
{
    public Task OpenAsync() => Task.CompletedTask;
}
