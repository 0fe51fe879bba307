using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Importers;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Imports;

/// <summary>Asks what the file does not say, and shows what the answers are recognised by.</summary>
public sealed partial class ImportQuestionForm
{
    private string answer = "";
    private string? asked;

    [Parameter, EditorRequired]
    public ImportQuestion Question { get; set; } = null!;

    /// <summary>Of the run: names the controls.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public HealthRecord.Domain.PersonId Person { get; set; }

    /// <summary>Whose file it is said to be.</summary>
    [Parameter, EditorRequired]
    public string Whose { get; set; } = "";

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<string> OnAnswer { get; set; }

    /// <summary>The answer beside a password.</summary>
    [Parameter]
    public EventCallback<string> OnChoice { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private string Sentence =>
        Question is { Topic: ImportTopic.Password, Arguments: ["again"] }
            ? Texts["ask.Password.again"]
        : Question is { Topic: ImportTopic.Password, Choices: [{ Arguments: [var path, ..] }, ..] }
            ? Texts["ask.Password.inside", path]
        : Texts[$"ask.{Question.Topic}", [.. Question.Arguments.Prepend(Whose).Cast<object>()]];

    // The page asks once a second: what has been chosen stays until the question is another one.
    protected override void OnParametersSet()
    {
        if (asked == Question.Id)
            return;
        asked = Question.Id;
        answer = Question.Proposal ?? "";
    }

    private string Words(ImportChoice choice) =>
        Question.Topic switch
        {
            ImportTopic.DateOrder => Texts[$"ask.DateOrder.{choice.Value}"],
            ImportTopic.Unit => UnitSymbols.Of(choice.Value),
            ImportTopic.Meaning => KindCatalogue.TryFind(choice.Value, out var kind)
                ? kind.Name(Language.IsFrench)
                : Texts["ask.Meaning.none"],
            _ => choice.Arguments.Count > 0 ? string.Join(" · ", choice.Arguments) : choice.Value,
        };

    private Task SendAsync() =>
        answer.Length == 0 ? Task.CompletedTask : OnAnswer.InvokeAsync(answer);
}
