using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Prevention.Facts;

/// <summary>"Ce qui change votre calendrier": one plain question each, answered yes, no, or I don't know.</summary>
public sealed partial class QuestionsPage : IDisposable
{
    private static readonly (bool? Answer, string Word)[] Answers =
    [
        (true, "questions.yes"),
        (false, "questions.no"),
        (null, "questions.unknown"),
    ];

    private readonly CancellationTokenSource leaving = new();
    private QuestionsView? view;
    private Error? error;
    private string saved = "";

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadQuestions Read { get; set; } = null!;

    [Inject]
    private AnswerQuestion Answer { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    private static int PregnancyPart => PregnancyEntry.Part.Number;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        view = read.TryGet(out var found) ? found : null;
        error = read.Error;
    }

    private async Task AnswerAsync(Question question, bool? answer)
    {
        saved = "";
        var kept = await Answer.RunAsync(
            await Current.GetAsync(),
            Id,
            question.Fact.Id,
            answer,
            leaving.Token
        );
        await LoadAsync();
        error ??= kept.Error;
        if (kept.Succeeded)
            saved = Texts["questions.saved"];
    }

    private static FactText TextOf(Question question) =>
        Language.IsFrench ? question.Fact.Fr : question.Fact.En;

    /// <summary>A neutral name: what stands in the page's source is seen by extensions and the like.</summary>
    private string Name(Question question) => $"q{view!.Questions.ToList().IndexOf(question)}";

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
