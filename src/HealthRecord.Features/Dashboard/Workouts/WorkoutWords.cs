using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.Workouts;

/// <summary>Names of activities and figures of workouts.</summary>
internal static class WorkoutWords
{
    /// <summary>In everyday words; a producer's own name as it stands where we have none.</summary>
    public static string Activity(string? code, IStringLocalizer<DashboardTexts> texts)
    {
        if (string.IsNullOrEmpty(code))
            return texts["logbook.workout"];
        var known = texts[$"activity.{code}"];
        if (!known.ResourceNotFound)
            return known;
        var words = code.Replace('-', ' ').Replace('_', ' ');
        return string.Concat(
            char.ToUpper(words[0], CultureInfo.CurrentUICulture).ToString(),
            words.AsSpan(1)
        );
    }

    /// <summary>Null for a figure of a kind that this program does not know.</summary>
    public static (string Name, string Value)? Total(
        WorkoutTotal total,
        IStringLocalizer<DashboardTexts> texts
    )
    {
        if (!KindCatalogue.TryFind(total.Kind, out var kind))
            return null;
        var name = kind.Name(Language.IsFrench);
        var figure = texts[$"workout.figure.{total.Figure}"];
        return (
            total.Figure == "sum" || figure.ResourceNotFound ? name : $"{name} ({figure.Value})",
            IsKilometres(total)
                ? $"{ValueWords.Number(total.Value.ToDouble() / 1000, 2)}\u00a0km"
                : ValueWords.AsWritten(kind, [total.Value], total.Unit).ToString()
        );
    }

    /// <summary>How far somebody went is said in kilometres from the first one on; a climb stays in metres.</summary>
    private static bool IsKilometres(WorkoutTotal total) =>
        total.Unit == "m"
        && total.Kind.StartsWith("distance", StringComparison.Ordinal)
        && total.Value.ToDouble() >= 1000;

    public static string Effort(WorkoutEffort effort, IStringLocalizer<DashboardTexts> texts)
    {
        var known = texts[$"effort.{effort.Scale}"];
        return known.ResourceNotFound ? effort.Scale : known.Value;
    }
}
