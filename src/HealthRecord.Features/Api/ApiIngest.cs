using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

/// <summary>A batch of readings from a script or a phone, answered item by item.</summary>
internal static class ApiIngest
{
    private const int LongestKey = 200;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/persons/{person:guid}/ingest", IngestAsync)
            .WithSummary("Send a batch of readings, at most 1000 and 1 MiB")
            .WithDescription(
                "Whatever can be stored is stored; each item gets its own answer, in the order sent: `added`, `already-there`, `set-aside` (implausible, listed until somebody confirms it), `deleted-by-hand` or `refused` with the key and the sentence of the reason. "
                    + "The same `Idempotency-Key` (a UUID or any text of at most 200 characters) gets the same answer for 48 h; the same readings under another key change nothing. "
                    + "Everything that one `sender` delivers on one day is one import, which can be taken back."
            )
            .WithMetadata(new RequestSizeLimitAttribute(IngestBatch.MostBytes))
            .Produces<ApiIngested>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> IngestAsync(
        HttpContext http,
        Guid person,
        ApiBatch body,
        IngestReadings ingest,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        if (OperationOf(http) is not { } operation)
            return problems.Of(ReadingErrors.BadField("Idempotency-Key"));
        var batch = new IngestBatch(body.Sender, [.. (body.Readings ?? []).Select(Of)]);
        var answer = await ingest.RunAsync(http.Actor(), new(person), batch, operation, ct);
        return answer.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(
                new ApiIngested(
                    answer.Value.Run,
                    [.. answer.Value.Results.Select(r => Of(r, problems))]
                )
            );
    }

    // A phone has no way to make a UUID: whatever names the batch is taken.
    private static Guid? OperationOf(HttpContext http)
    {
        var text = http.Request.Headers["Idempotency-Key"].ToString().Trim('"');
        return text.Length > LongestKey ? null
            : text.Length == 0 || Guid.TryParse(text, out _) ? http.Operation()
            : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private static IngestItem Of(ApiBatchReading? sent) =>
        sent is null
            ? new(null, null, null, [], null, null, null, null, 1)
            : new(
                sent.Kind,
                sent.Start,
                sent.End,
                sent.Values is { Count: > 0 } several ? [.. several.Select(Text)]
                    : Text(sent.Value) is { } one ? [one]
                    : [],
                sent.Unit,
                sent.Zone,
                sent.Source,
                sent.Id,
                sent.Version
            );

    private static string? Text(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            // Something, but no value: refused by name, not left out.
            _ => "?",
        };

    private static ApiIngestedItem Of(IngestResult result, ApiProblems problems) =>
        new(
            result.State switch
            {
                IngestState.Added => "added",
                IngestState.AlreadyThere => "already-there",
                IngestState.SetAside => "set-aside",
                IngestState.DeletedByHand => "deleted-by-hand",
                _ => "refused",
            },
            result.Reason,
            result.Reason is { } key ? problems.SentenceOf(new Error(key)) : null
        );
}

/// <param name="Sender">How the sender calls itself, as in <c>iPhone</c>; at most 60 characters.</param>
public sealed record ApiBatch(IReadOnlyList<ApiBatchReading?>? Readings, string? Sender = null);

/// <param name="Kind">Code of the kind, or the person's tag of it.</param>
/// <param name="Start">ISO 8601; without an offset it is the time on the wall in <paramref name="Zone"/>, else where the person lives.</param>
/// <param name="End">Of an interval; absent for a moment.</param>
/// <param name="Value">A number, or its text with point or comma; for coded kinds the code.</param>
/// <param name="Values">Instead of <paramref name="Value"/>, for kinds of several parts, in their order.</param>
/// <param name="Unit">UCUM code, or what phones call it; the canonical unit when absent.</param>
/// <param name="Zone">IANA name or offset.</param>
/// <param name="Source">Name of the device or app.</param>
/// <param name="Id">The sender's own id of the reading, once a source.</param>
/// <param name="Version">Of two readings with one id the higher counts.</param>
public sealed record ApiBatchReading(
    string? Kind,
    string? Start,
    string? End = null,
    JsonElement? Value = null,
    IReadOnlyList<JsonElement?>? Values = null,
    string? Unit = null,
    string? Zone = null,
    string? Source = null,
    string? Id = null,
    long Version = 1
);

/// <param name="Import">Under which import what was added can be taken back.</param>
/// <param name="Results">In the order sent.</param>
public sealed record ApiIngested(Guid? Import, IReadOnlyList<ApiIngestedItem> Results);

/// <param name="State"><c>added</c>, <c>already-there</c>, <c>set-aside</c>, <c>deleted-by-hand</c> or <c>refused</c>.</param>
/// <param name="Reason">Key of the reason, when refused.</param>
public sealed record ApiIngestedItem(string State, string? Reason, string? Sentence);
