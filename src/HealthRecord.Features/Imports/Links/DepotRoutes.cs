using HealthRecord.Features.Accounts.Guessing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Imports;

/// <summary>Where a phone or a program leaves a file: write-only, and silent about everybody.</summary>
internal static class DepotRoutes
{
    private const int MostAMinute = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static string PathOf(string secret) => $"/depot/{secret}";

    public static void MapDepot(this IEndpointRouteBuilder routes) =>
        routes
            .MapMethods("/depot/{secret}", [HttpMethods.Post, HttpMethods.Put], TakeAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(DepositFile.LargestFile));

    private static async Task<IResult> TakeAsync(
        string secret,
        HttpContext http,
        DepositFile deposit,
        Rates rates,
        CancellationToken ct
    )
    {
        if (rates.Take($"depot {Caller.Of(http).Network}", MostAMinute, Minute) is { } wait)
        {
            AccountRates.TooMany(http, wait);
            return Results.Empty;
        }
        // The file is sealed in pieces that are bound to its length: it has to be known before the first byte.
        if (http.Request.ContentLength is not { } length)
            return Results.StatusCode(StatusCodes.Status411LengthRequired);
        if (http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var taken = await deposit.RunAsync(secret, length, http.Request.Body, ct);
        return Results.StatusCode(
            taken.Error?.Key switch
            {
                null => StatusCodes.Status202Accepted,
                "import.empty" => StatusCodes.Status400BadRequest,
                "import.too-large" => StatusCodes.Status413PayloadTooLarge,
                "import.too-many" or "import.link-used-up" => StatusCodes.Status429TooManyRequests,
                "import.storage-full" => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status404NotFound,
            }
        );
    }
}
