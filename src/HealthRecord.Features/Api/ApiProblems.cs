using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Api;

/// <summary>Turns expected refusals into problem details: a status, the error key and an English sentence. Never a text of an exception.</summary>
internal sealed class ApiProblems(IStringLocalizerFactory texts)
{
    private readonly IStringLocalizer readings = texts.Create(typeof(ReadingsTexts));
    private readonly IStringLocalizer imports = texts.Create(typeof(ImportsTexts));
    private readonly IStringLocalizer family = texts.Create(typeof(FamilyTexts));

    public IResult Of(Error error)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["key"] = error.Key,
        };
        if (error is { Key: "reading.changed", Arguments: [ReadingView present] })
            extensions["present"] = ApiReading.Of(present);
        if (error is { Key: "import.elsewhere", Arguments: [long received] })
            extensions["received"] = received;
        return Results.Problem(
            title: SentenceOf(error),
            statusCode: StatusOf(error.Key),
            extensions: extensions
        );
    }

    public string SentenceOf(Error error)
    {
        var source =
            error.Key.StartsWith("import.", StringComparison.Ordinal) ? imports
            : error.Key.StartsWith("reading.", StringComparison.Ordinal) ? readings
            : family;
        // The API speaks English whatever the account's language is.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        try
        {
            return error.Arguments.Length == 0 || error.Key == "reading.changed"
                ? source[error.Key]
                : string.Format(
                    CultureInfo.InvariantCulture,
                    source[error.Key],
                    ArgumentsOf(error)
                );
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static object[] ArgumentsOf(Error error) =>
        error.Key == "import.domains-not-yours"
            ? [string.Join(", ", error.Arguments)]
            : error.Arguments;

    private static int StatusOf(string key) =>
        key switch
        {
            _ when key.EndsWith(".not-found", StringComparison.Ordinal) =>
                StatusCodes.Status404NotFound,
            "reading.not-yours"
            or "import.not-yours"
            or "import.kind-not-yours"
            or "import.domains-not-yours" => StatusCodes.Status403Forbidden,
            "reading.changed" => StatusCodes.Status412PreconditionFailed,
            "reading.revision-missing" => StatusCodes.Status428PreconditionRequired,
            "reading.doubtful" or "reading.busy" or "reading.kind-exists" =>
                StatusCodes.Status409Conflict,
            "import.elsewhere" or "import.not-now" or "import.busy" or "import.same-person" =>
                StatusCodes.Status409Conflict,
            "import.too-large" => StatusCodes.Status413PayloadTooLarge,
            "import.too-many" => StatusCodes.Status429TooManyRequests,
            _ when key.EndsWith("storage-full", StringComparison.Ordinal) =>
                StatusCodes.Status507InsufficientStorage,
            _ when key.EndsWith("damaged", StringComparison.Ordinal) =>
                StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status400BadRequest,
        };
}
