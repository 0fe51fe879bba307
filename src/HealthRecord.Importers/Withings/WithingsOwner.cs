using System.Globalization;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Withings;

/// <summary>Whose measurements are read when the scale could not tell two persons apart.</summary>
/// <param name="TakesUnsure">Those as well.</param>
public sealed record WithingsOwner(bool TakesUnsure)
{
    /// <summary>Under it the answer stands in <see cref="ImportContext.Answers"/>.</summary>
    public const string QuestionId = "subject:withings";

    /// <summary>Answer: only what is certainly this person's.</summary>
    public const string OnlySure = "sure";

    /// <summary>Answer: the doubtful ones are this person's too.</summary>
    public const string All = "all";

    /// <exception cref="ImportQuestionException">There are doubtful ones, and nobody has said yet.</exception>
    internal static WithingsOwner Of(FormatRun run, IReadOnlyList<WithingsSurvey> surveys)
    {
        if (surveys.All(s => s.Unsure == 0))
            return new(false);
        var answer = run.Ask(
            new(
                QuestionId,
                ImportTopic.Subject,
                ["Withings"],
                [
                    new(
                        OnlySure,
                        Words(surveys.Sum(s => s.Sure), surveys.SelectMany(s => s.SureExamples))
                    ),
                    new(
                        All,
                        Words(
                            surveys.Sum(s => s.Sure + s.Unsure),
                            surveys.SelectMany(s => s.SureExamples.Concat(s.UnsureExamples))
                        )
                    ),
                ]
            )
        );
        return new(answer == All);
    }

    private static List<string> Words(long count, IEnumerable<string> examples) =>
        [count.ToString(CultureInfo.InvariantCulture), .. examples.Take(6)];
}
