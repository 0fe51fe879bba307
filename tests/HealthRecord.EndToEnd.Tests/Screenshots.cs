namespace HealthRecord.EndToEnd.Tests;

/// <summary>Pictures of the invented family for the README, taken when <c>HEALTHRECORD_SCREENSHOTS</c> names a folder.</summary>
public sealed class Screenshots
{
    internal static string? Folder { get; } =
        Environment.GetEnvironmentVariable("HEALTHRECORD_SCREENSHOTS") is { Length: > 0 } folder
            ? folder
            : null;
}
