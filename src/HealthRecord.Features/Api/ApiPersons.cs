using HealthRecord.Features.Family;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

internal static class ApiPersons
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/persons", ListAsync)
            .WithSummary("The persons that the token's account sees")
            .Produces<IReadOnlyList<ApiPerson>>();
        api.MapGet("/persons/{person:guid}", OneAsync)
            .WithSummary("One of them")
            .Produces<ApiPerson>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/persons", AddAsync)
            .WithSummary("Add a person without an account to the household")
            .WithDescription("A repeated `Idempotency-Key` gets the same person for 48 h.")
            .Produces<ApiPerson>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http,
        ReadFamily family,
        CancellationToken ct
    ) =>
        Results.Ok((await family.RunAsync(http.Actor(), ct)).Persons.Select(ApiPerson.Of).ToList());

    private static async Task<IResult> OneAsync(
        HttpContext http,
        Guid person,
        ReadFamily family,
        ApiProblems problems,
        CancellationToken ct
    ) =>
        (await family.RunAsync(http.Actor(), ct)).Persons.FirstOrDefault(p =>
            p.Person.Value == person
        )
            is { } found
            ? Results.Ok(ApiPerson.Of(found))
            : problems.Of(ReadingErrors.NotFound);

    private static async Task<IResult> AddAsync(
        HttpContext http,
        ApiNewPerson body,
        AddPerson add,
        ReadFamily family,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var actor = http.Actor();
        if (http.Operation() is not { } operation)
            return problems.Of(ReadingErrors.BadField("Idempotency-Key"));
        if (SexOf(body.Sex) is not { } sex)
            return problems.Of(ReadingErrors.BadField("sex"));
        var form = new PersonForm
        {
            Name = body.Name ?? "",
            BornOn = body.BornOn,
            Sex = sex,
            Zones = [new(DateOnly.MinValue, body.Zone ?? PersonZone.Default)],
        };
        var added = await add.OnceAsync(actor, form, null, operation, ct);
        if (added.Error is { } refusal)
            return problems.Of(refusal);
        var person = (await family.RunAsync(actor, ct)).Persons.First(p => p.Person == added.Value);
        return Results.Created($"/api/v1/persons/{added.Value.Value}", ApiPerson.Of(person));
    }

    /// <summary>Null when it is none of the words that the API itself says.</summary>
    private static BiologicalSex? SexOf(string? word) =>
        word is null
            ? BiologicalSex.Unknown
            : Enum.GetValues<BiologicalSex>()
                .Cast<BiologicalSex?>()
                .FirstOrDefault(s =>
                    string.Equals(s.ToString(), word, StringComparison.OrdinalIgnoreCase)
                );
}
