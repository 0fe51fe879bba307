using System.Buffers.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Api;

/// <summary>Entries of one type, found by the person's tag of it.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadEntries(HealthDbs dbs, PersonKeys keys, Access access, EntryStore entries)
{
    public async Task<Outcome<IReadOnlyList<ApiEntryType>>> TypesAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may)
            return ReadingErrors.NotFound;
        var secrets = await keys.GetAsync(person.Value, ct);
        var types = new List<ApiEntryType>();
        if (may.MayRead(Workout.Type.Domain))
            types.Add(new(TagOf(secrets, Workout.Type.Code), Workout.Type.Code));
        if (may.MayRead(Note.Type.Domain))
            types.Add(new(TagOf(secrets, Note.Type.Code), Note.Type.Code));
        return types;
    }

    public async Task<Outcome<IReadOnlyList<ApiEntry>>> RunAsync(
        Actor actor,
        PersonId person,
        string tag,
        CancellationToken ct
    )
    {
        var types = await TypesAsync(actor, person, ct);
        if (types.Error is { } refusal)
            return refusal;
        await using var db = await dbs.ReadAsync(ct);
        return types.Value.FirstOrDefault(t => t.Tag == tag)?.Type switch
        {
            "workout" => (await entries.ReadAsync(db, person, Workout.Type, ct))
                .Entries.Select(e => new ApiEntry(e.Id.Value, WorkoutOf(e.Payload)))
                .ToList(),
            "note" => (await entries.ReadAsync(db, person, Note.Type, ct))
                .Entries.Select(e => new ApiEntry(
                    e.Id.Value,
                    new { at = e.Payload.AtUtc, text = e.Payload.Text }
                ))
                .ToList(),
            _ => ReadingErrors.NotFound,
        };
    }

    private static object WorkoutOf(Workout workout) =>
        new
        {
            activity = workout.Activity,
            source = workout.Source.Name,
            start = DateTime.UnixEpoch.AddMilliseconds(workout.StartMs),
            seconds = workout.DurationMs / 1000.0,
            totals = workout.Totals.Select(t => new
            {
                kind = t.Kind,
                figure = t.Figure,
                value = ApiNumber.Of(t.Value),
                unit = t.Unit,
            }),
        };

    private static string TagOf(PersonSecrets secrets, string type) =>
        Base64Url.EncodeToString(EntryCell.TypeTag(secrets, type));
}
