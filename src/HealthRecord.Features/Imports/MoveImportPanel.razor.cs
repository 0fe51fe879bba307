using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Imports;

/// <summary>Gives an import to the person whose file it was: chosen first, then confirmed, and taken back with one tap.</summary>
public sealed partial class MoveImportPanel : IDisposable
{
    private bool open;
    private bool busy;
    private bool left;
    private string to = "";
    private Error? error;

    [Parameter, EditorRequired]
    public ImportRunView Run { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Whose { get; set; } = "";

    /// <summary>To whom it could go.</summary>
    [Parameter]
    public IReadOnlyList<PersonLabel> Persons { get; set; } = [];

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private MoveImport Move { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private string Id => $"move-{Run.Run}";

    private PersonLabel? Chosen => Persons.FirstOrDefault(p => p.Person.ToString() == to);

    /// <summary>How much goes, from whom and to whom; and what stays where it is as well.</summary>
    private IEnumerable<string> Sentences
    {
        get
        {
            if (Chosen is not { } whom || Run.Report is not { } report)
                yield break;
            yield return Texts[
                "imports.move-what",
                Count(report.Added + report.SetAside),
                Whose,
                whom.Name
            ];
            if (report.WorkoutsAdded > 0)
                yield return Texts["imports.move-workouts", Count(report.WorkoutsAdded)];
            if (report.AlreadyThere > 0)
                yield return Texts[
                    "imports.move-there",
                    Count(report.AlreadyThere),
                    Whose,
                    whom.Name
                ];
        }
    }

    private static string Count(long count) =>
        NumberText.Format(new WrittenNumber(count, 0), Language.IsFrench);

    private void Close() => (open, to, error) = (false, "", null);

    private async Task MoveAsync(PersonLabel whom)
    {
        var (run, from) = (Run.Run, Run.Person);
        busy = true;
        var moved = await Move.RunAsync(
            await Current.GetAsync(),
            run,
            whom.Person,
            CancellationToken.None
        );
        busy = false;
        error = moved.Error;
        if (!moved.Succeeded)
            return;
        Close();
        Snack.Done(Texts["imports.moved", whom.Name], () => TakeBackAsync(run, from, whom.Person));
        await ChangedAsync(from, whom.Person);
    }

    private async Task TakeBackAsync(ImportId run, PersonId from, PersonId to)
    {
        var back = await Move.RunAsync(await Current.GetAsync(), run, from, CancellationToken.None);
        if (back.Error is { } refusal)
            Snack.Refused(refusal);
        else
            await ChangedAsync(from, to);
    }

    private async Task ChangedAsync(PersonId from, PersonId to)
    {
        Changes.Say(from);
        Changes.Say(to);
        // The bar with "undo" outlives the page that the import stood on.
        if (!left)
            await OnChanged.InvokeAsync();
    }

    public void Dispose() => left = true;
}
