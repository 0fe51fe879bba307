using HealthRecord.Domain;
using HealthRecord.Domain.Growth;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Growth;

/// <summary>The growth of a child: its values, and where they lie among the curves.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadGrowth(
    HealthDbs dbs,
    EntryStore store,
    PersonKeys keys,
    Access access,
    PersonFactsReader facts,
    ReadDays days,
    GrowthTableFile file,
    TimeProvider time
)
{
    public async Task<Outcome<GrowthView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(RecordDomains.Measures)
        )
            return GrowthErrors.NotFound;
        var known = await facts.GetAsync(person, ct);
        var today = known.ZonesOrUsual().DayOf(time.GetUtcNow().UtcDateTime);
        var mayTell = may.MayWrite(RecordDomains.Facts);
        if (!may.MayRead(RecordDomains.Facts))
            return Without(CurveGap.FactsUnseen);
        if (known?.BornOn is not { } born || born > today)
            return Without(CurveGap.BirthUnknown);
        var expected = await ExpectedAsync(person, ct);
        var tables = file.Read();
        var gap =
            known.Sex == BiologicalSex.Unknown ? CurveGap.SexUnknown
            : tables is null ? CurveGap.NoTables
            : CurveGap.None;
        var sex = known.Sex == BiologicalSex.Female ? GrowthSex.Female : GrowthSex.Male;
        var child = new GrowthChild(born, sex, expected);
        var curves = gap == CurveGap.None ? new GrowthReading(tables!) : null;
        var (series, damaged) = await SeriesAsync(actor, person, child, curves, today, ct);
        return new GrowthView(child, today, curves, gap, series, expected, mayTell, damaged);

        GrowthView Without(CurveGap why) => new(null, today, null, why, [], null, mayTell, 0);
    }

    private async Task<(IReadOnlyList<GrowthSeries>, int Damaged)> SeriesAsync(
        Actor actor,
        PersonId person,
        GrowthChild child,
        GrowthReading? curves,
        DateOnly today,
        CancellationToken ct
    )
    {
        var weights = await ValuesAsync("body-weight");
        var sizes = await ValuesAsync("height");
        var heads = await ValuesAsync("head-circumference");
        var points = new GrowthPoints(child, curves);
        return (
            [
                new(
                    GrowthIndicator.WeightForAge,
                    weights.Tag,
                    points.Of(GrowthIndicator.WeightForAge, weights.Days)
                ),
                new(
                    GrowthIndicator.LengthForAge,
                    sizes.Tag,
                    points.Of(GrowthIndicator.LengthForAge, sizes.Days)
                ),
                new(
                    GrowthIndicator.BodyMassIndexForAge,
                    null,
                    points.BodyMass(weights.Days, sizes.Days)
                ),
                new(
                    GrowthIndicator.HeadForAge,
                    heads.Tag,
                    points.Of(GrowthIndicator.HeadForAge, heads.Days)
                ),
            ],
            weights.Damaged + sizes.Damaged + heads.Damaged
        );

        async Task<(KindTag Tag, Dictionary<DateOnly, double> Days, int Damaged)> ValuesAsync(
            string code
        )
        {
            var secrets = await keys.GetAsync(person.Value, ct);
            var tag = KindTag.Of(secrets, KindCatalogue.Get(code));
            var read = await days.RunAsync(actor, person, tag, child.Born, today, ct);
            return read.TryGet(out var view)
                ? (
                    tag,
                    view.Days.Where(day => double.IsFinite(day.Summary.Last))
                        .ToDictionary(day => day.Day, day => day.Summary.Last),
                    view.Damaged
                )
                : (tag, [], 0);
        }
    }

    private async Task<DateOnly?> ExpectedAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        try
        {
            return (await store.FindAsync(db, person, ExpectedBirth.Type, ExpectedBirth.Key, ct))
                ?.Payload
                .On;
        }
        catch (RecordDamagedException)
        {
            return null;
        }
    }
}
