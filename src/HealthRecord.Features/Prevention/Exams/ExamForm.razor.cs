using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Prevention.Store;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Prevention.Exams;

/// <summary>Edits one examination of a child.</summary>
public sealed partial class ExamForm
{
    private static readonly IReadOnlyList<Rule> Shipped =
    [
        .. RuleFile.Embedded.Rules.Where(rule => rule.Kind == RuleKind.Exam),
    ];

    private string rule = "";
    private DateOnly? day;
    private string? note;

    [Parameter]
    public BookPayload? Value { get; set; }

    [Parameter]
    public EventCallback<BookPayload> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>What this line names stays a choice, even where the shipped programme does not know it.</summary>
    private IEnumerable<(string Id, string? Title)> Known =>
        Shipped
            .Select(one => (one.Id, (string?)one.Title))
            .Concat(
                Value is ProgrammeDone given && Shipped.All(one => one.Id != given.Rule)
                    ? [(given.Rule, given.Title)]
                    : []
            );

    protected override void OnInitialized()
    {
        if (Value is ProgrammeDone given)
            (rule, day, note) = (given.Rule, given.On, given.Note);
    }

    private Task SaveAsync() =>
        rule.Length == 0 || day is not { } on
            ? Task.CompletedTask
            : OnSave.InvokeAsync(
                new ProgrammeDone
                {
                    Rule = rule,
                    On = on,
                    Kind = RuleKind.Exam,
                    Title = Known.First(one => one.Id == rule).Title,
                    Note = BookPayload.Clean(note),
                }
            );
}
