using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Api;

/// <summary>What stands in the headers of a call: who, which operation, which revision.</summary>
internal static class ApiCaller
{
    /// <exception cref="InvalidOperationException">The endpoint let somebody in without a token.</exception>
    public static Actor Actor(this HttpContext http) =>
        ActorClaims.Of(http.User)
        ?? throw new InvalidOperationException("An API endpoint without a signed-in caller.");

    /// <summary><c>Idempotency-Key</c>, a UUID; null when it is there and is none.</summary>
    public static Guid? Operation(this HttpContext http) =>
        http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } text
            ? Guid.TryParse(text.Trim('"'), out var id)
                ? id
                : null
            : Ids.New();

    /// <summary>The revision in <c>If-Match</c>, with or without quotes.</summary>
    public static Outcome<int> Revision(this HttpContext http) =>
        int.TryParse(
            http.Request.Headers.IfMatch.ToString().Trim('"'),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var revision
        )
            ? revision
            : new Error("reading.revision-missing");
}
