using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Medication.Pages;

/// <summary>The medicines of a person: taken by plan, as needed, and stopped, with what is left of each.</summary>
public sealed partial class MedicinesPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private MedicinesView? view;
    private IReadOnlyList<Adult> close = [];
    private MedicineCourse? edited;
    private bool writing;
    private bool busy;
    private Error? error;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadMedicines Read { get; set; } = null!;

    [Inject]
    private SaveMedicine Save { get; set; } = null!;

    [Inject]
    private RemoveBookEntry Remove { get; set; } = null!;

    [Inject]
    private SaveBookEntry PutBack { get; set; } = null!;

    [Inject]
    private ReadSharing Sharing { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    protected override Task OnParametersSetAsync()
    {
        Shut();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        view = read.TryGet(out var found) ? found : null;
        error = read.Error;
    }

    private IEnumerable<IGrouping<string, MedicineCourse>> Groups() =>
        view!
            .Read.Courses.OrderBy(course =>
                course.IsOver ? 2
                : course.Medicine.AsNeeded ? 1
                : 0
            )
            .ThenBy(course => course.Medicine.Name, StringComparer.CurrentCultureIgnoreCase)
            .GroupBy(
                course =>
                    course.IsOver ? "over"
                    : course.Medicine.AsNeeded ? "as-needed"
                    : "current",
                StringComparer.Ordinal
            );

    private IEnumerable<string> Details(MedicineCourse course)
    {
        var medicine = course.Medicine;
        if (medicine.StoppedUtc is { } stopped)
            yield return Texts["list.stopped", Moments.Day(view!.Read.Zones.DayOf(stopped), true)];
        if (medicine.Prescriber is { } by)
            yield return Texts["list.prescriber", by];
        if (medicine.Note is { } note)
            yield return note;
    }

    private async Task Write(MedicineCourse? course)
    {
        var sharing = await Sharing.RunAsync(await Current.GetAsync(), leaving.Token);
        var may = sharing
            .Persons.Where(p => p.Person == Id)
            .SelectMany(p => p.Grants)
            .Where(grant => grant.Begun && grant.Domains.HasFlag(RecordDomains.Medication))
            .Select(grant => grant.Account)
            .ToHashSet();
        close = [.. sharing.Adults.Where(adult => may.Contains(adult.Account))];
        (edited, writing, error) = (course, true, null);
    }

    private void Shut() => (edited, writing, error) = (null, false, null);

    private async Task SaveAsync(BookPayload payload)
    {
        if (await ChangeAsync((Medicine)payload, edited?.Line))
        {
            Shut();
            await LoadAsync();
            Snack.Done(Book["book.saved"]);
        }
    }

    private async Task<bool> ChangeAsync(Medicine medicine, BookLine? line)
    {
        busy = true;
        var saved = await Save.RunAsync(
            await Current.GetAsync(),
            Id,
            medicine,
            line,
            leaving.Token
        );
        busy = false;
        // What was typed stays in the form: the refusal stands above it.
        error = saved.Error;
        return saved.Succeeded;
    }

    private async Task StopAsync(MedicineCourse course)
    {
        var stopped = course.Medicine with { StoppedUtc = Time.GetUtcNow().UtcDateTime };
        if (!await ChangeAsync(stopped, course.Line))
            return;
        await LoadAsync();
        Snack.Done(
            Texts["list.was-stopped"],
            () => InvokeAsync(() => TakeUpAsync(course.Line.Id, course.Medicine.SinceUtc))
        );
    }

    private Task ResumeAsync(MedicineCourse course) => TakeUpAsync(course.Line.Id, null);

    /// <param name="since">Since when doses are asked for, where a stop is taken back; else from now.</param>
    private async Task TakeUpAsync(EntryId id, DateTime? since)
    {
        if (view?.Read.Courses.FirstOrDefault(c => c.Line.Id == id) is not { } course)
            return;
        var again = course.Medicine with
        {
            StoppedUtc = null,
            SinceUtc = since ?? Time.GetUtcNow().UtcDateTime,
            LastDay = course.Medicine.LastDay < course.Today ? null : course.Medicine.LastDay,
        };
        if (await ChangeAsync(again, course.Line))
            await LoadAsync();
        StateHasChanged();
    }

    private async Task RemoveAsync(MedicineCourse course)
    {
        busy = true;
        var removed = await Remove.RunAsync(
            await Current.GetAsync(),
            Id,
            course.Line,
            leaving.Token
        );
        busy = false;
        await LoadAsync();
        error ??= removed.Error;
        if (removed.Succeeded)
            Snack.Done(Book["book.removed"], () => InvokeAsync(() => PutBackAsync(course)));
    }

    private async Task PutBackAsync(MedicineCourse course)
    {
        var again = await PutBack.RunAsync(
            await Current.GetAsync(),
            Id,
            course.Line.Payload,
            null,
            CancellationToken.None
        );
        await LoadAsync();
        error ??= again.Error;
        StateHasChanged();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
