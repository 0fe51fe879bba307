namespace HealthRecord.Features.Imports;

/// <summary>Reads a waiting upload into the record.</summary>
internal sealed class ImportJob
{
    public Task RunAsync(Guid run, CancellationToken ct) => throw new NotImplementedException();
}
