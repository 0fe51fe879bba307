using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Prevention.Words;
using MudBlazor;

namespace HealthRecord.Features.Prevention.Exams;

/// <summary>The examinations of a child, as lines of the health book: what the calendar calls done.</summary>
internal static class ExamPart
{
    public static BookPart Part { get; } =
        new BookPart<ProgrammeDone>(
            8,
            "part.exams",
            ProgrammeDone.Type,
            Icons.Material.Outlined.ChildCare,
            typeof(ExamForm),
            (done, _) =>
                new(
                    RuleNames.Of(done.Rule, done.Title, Language.IsFrench),
                    [.. ((string?[])[Moments.Day(done.On, true), done.Note]).OfType<string>()]
                )
        )
        {
            Holds = done => done.Kind == RuleKind.Exam,
        };
}
