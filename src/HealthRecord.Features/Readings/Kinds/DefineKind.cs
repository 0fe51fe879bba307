using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>What somebody says of a kind of their own.</summary>
/// <param name="Unit">As shown beside a value; may be empty.</param>
/// <param name="Min">Outside <paramref name="Min"/> to <paramref name="Max"/> a value is asked about.</param>
public sealed record KindForm(
    string Name,
    string Unit,
    RecordDomains Domain,
    int Decimals,
    double? Min = null,
    double? Max = null,
    bool IsTotal = false
);

/// <summary>Adds a kind that the catalogue does not have, for one person.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class DefineKind(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    EntryStore entries,
    PersonKinds kinds
)
{
    private const int LongestName = 60;
    private const int LongestUnit = 20;
    private const int MostKinds = 200;

    public async Task<Outcome<KindTag>> RunAsync(
        Actor actor,
        PersonId person,
        KindForm form,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may)
            return ReadingErrors.NotFound;
        if (!may.MayWrite(form.Domain))
            return may.MayRead(form.Domain) ? ReadingErrors.NotYours : ReadingErrors.NotFound;
        var name = form.Name.Trim();
        var unit = form.Unit.Trim();
        if (name.Length is 0 or > LongestName)
            return ReadingErrors.KindName(LongestName);
        if (unit.Length > LongestUnit || unit.AsSpan().ContainsAny('{', '}'))
            return ReadingErrors.KindUnit(LongestUnit);
        if (form.Decimals is < 0 or > 6 || form.Min > form.Max || !IsOneDomain(form.Domain))
            return ReadingErrors.KindRange;
        var all = await kinds.AllAsync(person, ct);
        if (all.Any(k => IsNamed(k, name)))
            return ReadingErrors.KindExists;
        if (all.Count - KindCatalogue.All.Count >= MostKinds)
            return ReadingErrors.KindRange;

        var own = new OwnKind(
            $"own:{Ids.New():N}",
            name,
            unit,
            form.Domain,
            form.Decimals,
            form.Min,
            form.Max,
            form.IsTotal
        );
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            // Two parents may define the same one at once: the natural key is its name.
            await entries.AddAsync(db, person, OwnKind.Type, own, ct, key: name.ToUpperInvariant());
            if (!await db.TrySaveAsync(ct))
                return ReadingErrors.KindExists;
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
        return KindTag.Of(await keys.GetAsync(person.Value, ct), own.ToKind());
    }

    private static bool IsNamed(Kind kind, string name) =>
        string.Equals(kind.NameFr, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(kind.NameEn, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsOneDomain(RecordDomains domain) =>
        Enum.IsDefined(domain) && domain != RecordDomains.None;
}
