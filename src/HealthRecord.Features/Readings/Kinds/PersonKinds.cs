using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Readings;

/// <summary>The kinds of a person: those of the catalogue and those that the family defined for them.</summary>
internal sealed class PersonKinds(HealthDbs dbs, PersonKeys keys, EntryStore entries)
{
    public async Task<Kind?> FindAsync(PersonId person, string code, CancellationToken ct)
    {
        if (KindCatalogue.TryFind(code, out var known))
            return known;
        return code.StartsWith("own:", StringComparison.Ordinal)
            ? (await OwnAsync(person, ct)).FirstOrDefault(k => k.Code == code)
            : null;
    }

    public async Task<Kind?> FindAsync(PersonId person, KindTag tag, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        return (await AllAsync(person, ct)).FirstOrDefault(k => KindTag.Of(secrets, k) == tag);
    }

    public async Task<IReadOnlyList<Kind>> AllAsync(PersonId person, CancellationToken ct) =>
        [.. KindCatalogue.All, .. await OwnAsync(person, ct)];

    private async Task<IEnumerable<Kind>> OwnAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return (await entries.ReadAsync(db, person, OwnKind.Type, ct))
            .Entries.Select(e => e.Payload.ToKind())
            .OrderBy(k => k.NameFr, StringComparer.Ordinal);
    }
}
