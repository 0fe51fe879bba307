namespace HealthRecord.Features.Platform.Data;

/// <summary>A row whose version is its concurrency token: 1 when added, one more at every save.</summary>
/// <remarks><see cref="HealthDb"/> counts it up; whoever sets it says that it counted itself.</remarks>
public interface IVersioned
{
    long Version { get; set; }
}
