using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Importers.Gatt;

namespace HealthRecord.Features.Devices;

/// <summary>Why a person is proposed for what a device sent.</summary>
public enum ProposalReason
{
    /// <summary>Nothing speaks for anybody.</summary>
    None,

    /// <summary>The last values of nobody else are as near.</summary>
    Nearest,

    /// <summary>This user of the device was this person last time.</summary>
    Remembered,

    /// <summary>The reader is on this person's page, and nothing speaks for somebody else.</summary>
    Shown,
}

/// <param name="Candidates">Everybody whom the account may write such values for: oneself first.</param>
public sealed record OwnerProposal(
    IReadOnlyList<PersonId> Candidates,
    PersonId? Person,
    ProposalReason Reason
);

/// <summary>Proposes whose values these are. A person is always asked: a proposal saves nothing.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ProposeOwner(Access access, ReadLatest latest)
{
    /// <summary>Kinds in which members of a family differ, in the order in which they tell; a fever or a pulse tells nothing.</summary>
    private static readonly string[] Telling =
    [
        "body-weight",
        "lean-mass",
        "muscle-mass",
        "body-fat",
        "blood-pressure",
    ];

    /// <summary>Beyond this part of the value it is nobody's usual one.</summary>
    private const double Far = 0.15;

    /// <summary>How many times nearer than the next one the nearest has to be.</summary>
    private const double Clearly = 1.5;

    /// <param name="known">Whom this user of the device was last time.</param>
    /// <param name="shown">Whose page the reader is on.</param>
    public async Task<OwnerProposal> RunAsync(
        Actor actor,
        IReadOnlyList<GattMeasurement> measurements,
        PersonId? known,
        PersonId? shown,
        CancellationToken ct
    )
    {
        var values = measurements.SelectMany(m => m.Values).ToList();
        var needed = values.Aggregate(RecordDomains.None, (all, v) => all | v.Kind.Domain);
        var candidates = (await access.PersonsAsync(actor, ct))
            .Where(p => p.MayWrite(needed))
            .Select(p => p.Person)
            .ToList();
        if (known is { } last && candidates.Contains(last))
            return new(candidates, last, ProposalReason.Remembered);

        var distances = new List<(PersonId Person, double Distance)>();
        if (Telling.FirstOrDefault(k => values.Exists(v => v.Kind.Code == k)) is { } code)
        {
            var value = values.Last(v => v.Kind.Code == code);
            foreach (var candidate in candidates)
                if (await DistanceAsync(actor, candidate, value, ct) is { } distance)
                    distances.Add((candidate, distance));
        }
        var near = distances.Where(d => d.Distance <= Far).OrderBy(d => d.Distance).ToList();
        if (near.Count > 0 && (near.Count == 1 || near[1].Distance >= Clearly * near[0].Distance))
            return new(candidates, near[0].Person, ProposalReason.Nearest);
        return
            shown is { } here
            && candidates.Contains(here)
            && !distances.Exists(d => d.Person == here && d.Distance > Far)
            ? new(candidates, here, ProposalReason.Shown)
            : new(candidates, null, ProposalReason.None);
    }

    /// <summary>From the person's last value, as a part of it; null when there is none to be read.</summary>
    private async Task<double?> DistanceAsync(
        Actor actor,
        PersonId person,
        GattValue value,
        CancellationToken ct
    )
    {
        var read = await latest.RunAsync(actor, person, [value.Kind.Code], ct);
        if (!read.TryGet(out var view) || view.Kinds is not [{ Latest: { } last }, ..])
            return null;
        var apart = Apart(value.Unit.ToCanonical(value.Value.ToDouble()), last.First);
        return value.Parts?.Rest is [{ } second, ..] && double.IsFinite(last.Second)
            ? (apart + Apart(second.ToDouble(), last.Second)) / 2
            : apart;
    }

    private static double Apart(double value, double last) =>
        last == 0 ? double.PositiveInfinity : Math.Abs(value - last) / Math.Abs(last);
}
