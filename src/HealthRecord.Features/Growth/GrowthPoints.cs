using HealthRecord.Domain.Growth;

namespace HealthRecord.Features.Growth;

/// <summary>Makes points of the values of days.</summary>
internal sealed class GrowthPoints(GrowthChild child, GrowthReading? curves)
{
    public IReadOnlyList<GrowthPoint> Of(
        GrowthIndicator indicator,
        IEnumerable<KeyValuePair<DateOnly, double>> days
    ) =>
        [
            .. days.OrderBy(day => day.Key)
                .Where(day => child.AgeOn(day.Key) >= 0)
                .Select(day => Of(indicator, day.Key, day.Value)),
        ];

    /// <summary>From a weight and a size of the same day.</summary>
    public IReadOnlyList<GrowthPoint> BodyMass(
        IReadOnlyDictionary<DateOnly, double> weights,
        IReadOnlyDictionary<DateOnly, double> sizes
    ) =>
        [
            .. weights
                .Where(day => sizes.ContainsKey(day.Key) && child.AgeOn(day.Key) >= 0)
                .OrderBy(day => day.Key)
                .Select(day =>
                {
                    var (age, corrected) = child.ReadAgeOn(day.Key);
                    var metres = sizes[day.Key] / 100;
                    return new GrowthPoint(
                        day.Key,
                        day.Value / (metres * metres),
                        age,
                        corrected,
                        curves?.BodyMassIndex(child, day.Key, day.Value, sizes[day.Key], null),
                        null
                    );
                }),
        ];

    private GrowthPoint Of(GrowthIndicator indicator, DateOnly day, double value)
    {
        var (age, corrected) = child.ReadAgeOn(day);
        var score = Score(value);
        return new(
            day,
            value,
            age,
            corrected,
            score,
            score is { Implausible: true } ? UnitSlip.Of(indicator, value, Score) : null
        );

        GrowthScore? Score(double number) =>
            indicator switch
            {
                GrowthIndicator.WeightForAge => curves?.Weight(child, day, number),
                GrowthIndicator.HeadForAge => curves?.Head(child, day, number),
                _ => curves?.Length(child, day, number, null),
            };
    }
}
