using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>The names and limits of a sign-in.</summary>
internal static class SessionDefaults
{
    public const string Scheme = "Session";
    public const string SignInPath = "/compte/connexion";
    public const string Landing = "/famille";

    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);
    public static readonly TimeSpan StayingIdle = TimeSpan.FromDays(30);
    public static readonly TimeSpan StayingAbsolute = TimeSpan.FromDays(90);

    /// <summary>How long a session is believed without asking the database: bounds what an ended one can do elsewhere.</summary>
    public static readonly TimeSpan Belief = TimeSpan.FromSeconds(30);

    // Over http (development only) a browser refuses the prefix, which promises Secure.
    public static string CookieName(HttpRequest request) => request.IsHttps ? "__Host-hr" : "hr";
}
