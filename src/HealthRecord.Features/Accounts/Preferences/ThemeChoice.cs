using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Accounts.Preferences;

/// <summary>Light, dark, or what the device says; read by the server, so that nothing flashes.</summary>
internal static class ThemeChoice
{
    public const string Cookie = "hr-theme";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Device = "system";

    public static bool IsKnown(string? theme) => theme is Light or Dark or Device;

    public static string Of(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } cookie && IsKnown(cookie) ? cookie : Device;
}
