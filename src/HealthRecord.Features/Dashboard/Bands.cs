using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Family;

namespace HealthRecord.Features.Dashboard;

/// <summary>The one way to a band: a reference that is valid for the age and the place, else what is usual for the person.</summary>
internal static class Bands
{
    private const string Pressure = "blood-pressure";

    /// <summary>For the figures of days, of which nobody knows where they were measured.</summary>
    /// <param name="person">Null when the facts are not known: then no reference is valid.</param>
    /// <param name="recent">Days up to today; <see cref="UsualRange"/> decides how many of them it looks at.</param>
    public static Band? Of(
        Kind kind,
        PersonFacts? person,
        DateOnly today,
        IReadOnlyList<DaySummary> recent
    ) =>
        Reference(kind.Code, person, today, MeasurePlace.Unknown)
        ?? Usual(kind, person, today, recent);

    /// <summary>For one reading, which may say where it was taken; null without a reference that is valid there.</summary>
    public static Band? OfReading(Kind kind, PersonFacts? person, DateOnly day, string? moment) =>
        Reference(kind.Code, person, day, Entry.Occasions.PlaceOf(moment));

    private static Band? Reference(
        string code,
        PersonFacts? person,
        DateOnly day,
        MeasurePlace place
    )
    {
        if (person is null)
            return null;
        var age = Ages.Of(person.BornOn, day);
        var sex = person.Sex switch
        {
            BiologicalSex.Female => BandSex.Female,
            BiologicalSex.Male => BandSex.Male,
            _ => BandSex.Any,
        };
        var first = ReferenceBands.For(code == Pressure ? "systolic" : code, age, sex, place);
        var second = code == Pressure ? ReferenceBands.For("diastolic", age, sex, place) : null;
        return first is null
            ? null
            : new(
                first.Low,
                first.High,
                second?.Low,
                second?.High,
                KeyOf(first),
                person.Name,
                IsOwn: false
            );
    }

    private static string KeyOf(ReferenceBand band) =>
        band.KindCode == "systolic" ? "band.esh-practice" : $"band.{band.KindCode}";

    private static Band? Usual(
        Kind kind,
        PersonFacts? person,
        DateOnly today,
        IReadOnlyList<DaySummary> recent
    )
    {
        var shape = KindShapes.Of(kind);
        if (shape == KindShape.Coded)
            return null;
        // Today is not over: its figure may still grow.
        var days = recent.Where(d => d.Day < today).ToList();
        var first = UsualRange.Of(days.Select(d => (d.Day, KindShapes.Figure(kind, d))), today);
        var second =
            shape == KindShape.Pair
                ? UsualRange.Of(days.Select(d => (d.Day, d.Second)), today)
                : null;
        return first is null
            ? null
            : new(
                first.Low,
                first.High,
                second?.Low,
                second?.High,
                "band.usual",
                person?.Name ?? "",
                IsOwn: true
            );
    }
}
