using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

/// <summary>One reading: adding, reading, correcting and deleting it. A repeated <c>Idempotency-Key</c> gets the same answer for 48 h.</summary>
internal static class ApiWrites
{
    public static void Map(RouteGroupBuilder api)
    {
        var readings = api.MapGroup("/persons/{person:guid}/readings");
        readings
            .MapPost("", AddAsync)
            .WithSummary("Add one reading")
            .WithDescription(
                "A doubtful value answers 409 `reading.doubtful`: send it again with `confirmed`."
            )
            .Produces<ApiCreated>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        readings
            .MapGet("/{reading}", OneAsync)
            .WithSummary("One reading as it stands now")
            .WithDescription("`ETag` is the revision that a correction carries in `If-Match`.")
            .Produces<ApiReading>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        readings
            .MapPatch("/{reading}", EditAsync)
            .WithSummary("Correct a reading")
            .WithDescription(
                "`If-Match` carries the revision that was seen; a newer one answers 412 with what stands there now."
            )
            .Produces<ApiReading>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        readings
            .MapDelete("/{reading}", DeleteAsync)
            .WithSummary("Delete a reading")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> AddAsync(
        HttpContext http,
        Guid person,
        ApiNewReading body,
        LogReadings log,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        if (FormOf(body) is not { } form)
            return problems.Of(ReadingErrors.BadField("values"));
        if (http.Operation() is not { } operation)
            return problems.Of(ReadingErrors.BadField("Idempotency-Key"));
        var ids = await log.RunAsync(http.Actor(), new(person), [form], operation, ct);
        return ids.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Created(
                $"/api/v1/persons/{person}/readings/{ids.Value[0]}",
                new ApiCreated(ids.Value[0].Text)
            );
    }

    private static async Task<IResult> OneAsync(
        HttpContext http,
        Guid person,
        string reading,
        ReadReading read,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var found = await read.RunAsync(http.Actor(), new(person), new(reading), ct);
        if (found.Error is { } refusal)
            return problems.Of(refusal);
        http.Response.Headers.ETag = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{found.Value.Revision}\""
        );
        return Results.Ok(ApiReading.Of(found.Value));
    }

    private static async Task<IResult> EditAsync(
        HttpContext http,
        Guid person,
        string reading,
        ApiNewReading body,
        EditReading edit,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var seen = http.Revision();
        if (seen.Error is { } missing)
            return problems.Of(missing);
        if (FormOf(body) is not { } form)
            return problems.Of(ReadingErrors.BadField("values"));
        if (http.Operation() is not { } operation)
            return problems.Of(ReadingErrors.BadField("Idempotency-Key"));
        var edited = await edit.RunAsync(
            http.Actor(),
            new(person),
            new(reading),
            form,
            seen.Value,
            operation,
            ct
        );
        return edited.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(ApiReading.Of(edited.Value));
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http,
        Guid person,
        string reading,
        DeleteReading delete,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var seen = http.Revision();
        if (seen.Error is { } missing)
            return problems.Of(missing);
        if (http.Operation() is not { } operation)
            return problems.Of(ReadingErrors.BadField("Idempotency-Key"));
        var deleted = await delete.RunAsync(
            http.Actor(),
            new(person),
            new(reading),
            seen.Value,
            operation,
            ct
        );
        return deleted.Error is { } refusal ? problems.Of(refusal) : Results.NoContent();
    }

    private static ReadingForm? FormOf(ApiNewReading body)
    {
        var values = new List<WrittenNumber?>();
        foreach (var value in body.Values ?? [])
        {
            if (value is not { } v)
                values.Add(null);
            else if (ApiNumber.TryRead(v, out var written))
                values.Add(written);
            else
                return null;
        }
        return values.Count == 0 || body.Kind is null || body.Seconds is < 0 or > 3e8
            ? null
            : new ReadingForm(
                body.Kind,
                body.Start.UtcDateTime,
                values,
                body.Unit,
                TimeSpan.FromSeconds(body.Seconds),
                body.Zone,
                body.Moment,
                body.Note,
                body.Confirmed
            );
    }
}

public sealed record ApiCreated(string Id);
