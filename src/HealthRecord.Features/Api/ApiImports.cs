using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

/// <summary>Announce a file, send it in one piece or several, follow its import.</summary>
internal static class ApiImports
{
    private const long LargestPiece = 64L << 30;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/persons/{person:guid}/imports", StartAsync)
            .WithSummary("Announce a file of a known length")
            .Produces<ApiImport>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapPatch("/imports/{run:guid}/upload", AppendAsync)
            .WithSummary("Send the next bytes of the file")
            .WithDescription(
                "`offset` says where the body begins in the file. The answer says how much is kept: go on there. Except at the end of the file that is a multiple of 1 MiB, so shorter pieces than that are not kept; after a broken connection ask the import for `received`."
            )
            .WithMetadata(new RequestSizeLimitAttribute(LargestPiece))
            .Accepts<Stream>("application/octet-stream")
            .Produces<ApiReceived>()
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/imports", ListAsync)
            .WithSummary(
                "The imports that the token's account started, newest first: at most 50 files and 50 days of deliveries"
            )
            .Produces<IReadOnlyList<ApiImport>>();
        api.MapGet("/imports/{run:guid}", OneAsync)
            .WithSummary("How far an import is, and its report")
            .Produces<ApiImport>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/imports/{run:guid}/answers", AnswerAsync)
            .WithSummary("Answer the question of an import that waits in the state Asking")
            .WithDescription(
                "`question` is the id of the question that was seen: an answer to another one is refused with 409 `import.not-now`. `answer` is the `value` of a choice; where there are none, what the topic asks for: the password of the archive (never kept), or the description of the columns in the form of the proposal. An archive in the archive whose password nobody knows has a choice beside it: `choice` with its `value` imports the rest without that archive, which the report then names."
            )
            .Produces<ApiImport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/imports/{run:guid}/again", AgainAsync)
            .WithSummary("Run an interrupted import again")
            .WithDescription(
                "Nothing of it was added, so nothing is counted twice. One that waits or runs goes on."
            )
            .Produces<ApiImport>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/imports/{run:guid}", DeleteAsync)
            .WithSummary("Take an import back, or stop one that is not done")
            .WithDescription(
                "The record is as if only the other imports had been; what was said by hand stays. Takes the right to write in every domain that it touched."
            )
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http,
        Guid run,
        ApiAnswer body,
        AnswerImport answer,
        ReadImports imports,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var taken = await answer.RunAsync(
            http.Actor(),
            new(run),
            body.Question ?? "",
            body.Answer ?? "",
            ct,
            body.Choice
        );
        return taken.Error is { } refusal
            ? problems.Of(refusal)
            : await OneAsync(http, run, imports, problems, ct);
    }

    private static async Task<IResult> StartAsync(
        HttpContext http,
        Guid person,
        ApiNewImport body,
        StartImport start,
        ReadImports imports,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var started = await start.RunAsync(
            http.Actor(),
            new(person),
            body.FileName ?? "",
            body.Length,
            ct,
            body.Fingerprint
        );
        if (started.Error is { } refusal)
            return problems.Of(refusal);
        var view = await imports.OneAsync(http.Actor(), started.Value.Run, ct);
        return view.Error is { } gone
            ? problems.Of(gone)
            : Results.Created(
                $"/api/v1/imports/{started.Value.Run.Value}",
                Of(view.Value, problems)
            );
    }

    private static async Task<IResult> AppendAsync(
        HttpContext http,
        Guid run,
        long offset,
        AppendUpload append,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var kept = await append.RunAsync(http.Actor(), new(run), offset, http.Request.Body, ct);
        return kept.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(new ApiReceived(kept.Value));
    }

    private static async Task<IResult> ListAsync(
        HttpContext http,
        ReadImports imports,
        ApiProblems problems,
        CancellationToken ct
    ) =>
        Results.Ok(
            (await imports.RunAsync(http.Actor(), ct)).Select(view => Of(view, problems)).ToList()
        );

    private static async Task<IResult> OneAsync(
        HttpContext http,
        Guid run,
        ReadImports imports,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var view = await imports.OneAsync(http.Actor(), new(run), ct);
        return view.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(Of(view.Value, problems));
    }

    private static async Task<IResult> AgainAsync(
        HttpContext http,
        Guid run,
        RunImportAgain again,
        ReadImports imports,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var begun = await again.RunAsync(http.Actor(), new(run), ct);
        if (begun.Error is { } refusal)
            return problems.Of(refusal);
        var view = await imports.OneAsync(http.Actor(), new(run), ct);
        return view.Error is { } gone
            ? problems.Of(gone)
            : Results.Accepted($"/api/v1/imports/{run}", Of(view.Value, problems));
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http,
        Guid run,
        UndoImport undo,
        CancelImport cancel,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var gone = await undo.RunAsync(http.Actor(), new(run), ct);
        if (gone.Error == ImportErrors.NotNow)
            gone = await cancel.RunAsync(http.Actor(), new(run), ct);
        return gone.Error is { } refusal ? problems.Of(refusal) : Results.NoContent();
    }

    private static ApiImport Of(ImportRunView view, ApiProblems problems) =>
        new(
            view.Run.Value,
            view.Person.Value,
            view.State.ToString(),
            view.FileName,
            view.TotalBytes,
            view.ReceivedBytes,
            view.ReadBytes,
            view.ReadingsSoFar,
            view.Report?.Refusal,
            view.Report?.Refusal is { } key
                ? problems.SentenceOf(new Error(key, [.. view.Report.RefusalArguments]))
                : null,
            view.Report?.Kinds ?? [],
            view.Report?.WorkoutsAdded ?? 0,
            view.Report?.WorkoutsAlreadyThere ?? 0,
            view.Report?.NotAllowedDomains ?? [],
            [
                .. (view.Report?.Warnings ?? []).Select(w =>
                    problems.SentenceOf(new Error(w.Key, [.. w.Arguments]))
                ),
            ],
            view.Question is { } asked ? ApiQuestion.Of(asked) : null
        );
}

public sealed record ApiReceived(long Received);
