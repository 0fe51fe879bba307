namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>On what somebody looks at the product.</summary>
/// <param name="Language">What the browser asks for.</param>
public sealed record Screen(int Width, int Height, bool Dark = false, string Language = "fr-FR")
{
    public static Screen Desk { get; } = new(1280, 900);

    public static Screen Phone { get; } = new(360, 780);
}
