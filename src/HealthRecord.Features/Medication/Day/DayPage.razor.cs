using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Medication.Day;

/// <summary>A person's day: what to take, what nobody ticked, one tap each.</summary>
public sealed partial class DayPage : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource leaving = new();
    private ITimer? everyMinute;
    private DayView? day;
    private bool hidden;
    private bool busy;
    private Error? error;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadMedicines Read { get; set; } = null!;

    [Inject]
    private AnswerDose Answer { get; set; } = null!;

    [Inject]
    private UndoDose Undo { get; set; } = null!;

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

    // A page that stays open on the kitchen table goes with the clock, and with what somebody else ticks.
    protected override void OnInitialized() =>
        everyMinute = Time.CreateTimer(
            _ =>
                _ = InvokeAsync(async () =>
                {
                    if (leaving.IsCancellationRequested || busy)
                        return;
                    await LoadAsync();
                    StateHasChanged();
                }),
            null,
            Minute,
            Minute
        );

    protected override Task OnParametersSetAsync()
    {
        day = null;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, CancellationToken.None);
        day = read.TryGet(out var found) ? DayView.Of(found) : null;
        // Whoever sees the person and not the medicines sees the rest of the day.
        hidden = read.Error == BookErrors.NotFound && Whose is not null;
        error = hidden ? null : read.Error;
    }

    private Task TickAsync(DayRow row, DoseTick tick) =>
        TapAsync(
            new(row.Course.Medicine.Key, row.State.Dose.Day, row.State.Dose.At, tick),
            tick == DoseTick.Skipped ? "dose.was-skipped" : "dose.was-taken"
        );

    private Task TakeAsync(AsNeededRow row) =>
        TapAsync(new(row.Medicine.Key, day!.Today, default, DoseTick.AsNeeded), "dose.was-taken");

    private async Task TapAsync(DoseTap tap, string said)
    {
        busy = true;
        var ticked = await Answer.RunAsync(await Current.GetAsync(), Id, tap, leaving.Token);
        await LoadAsync();
        busy = false;
        error ??= ticked.Error;
        if (ticked.TryGet(out var line))
            Snack.Done(Texts[said], () => InvokeAsync(() => UndoAsync(line)));
    }

    private async Task UndoAsync(DoseLine? line)
    {
        if (line is null)
            return;
        busy = true;
        var undone = await Undo.RunAsync(
            await Current.GetAsync(),
            Id,
            line,
            CancellationToken.None
        );
        await LoadAsync();
        busy = false;
        error ??= undone.Error;
        if (undone.Succeeded)
            Snack.Done(Texts["dose.was-undone"]);
        StateHasChanged();
    }

    private string LastWords(AsNeededRow row)
    {
        if (row.Last?.Payload.TakenUtc is not { } taken)
            return Texts["dose.no-last"];
        var ago = day!.NowUtc - taken;
        return Texts[
            "dose.last",
            Words.When(day.Zones.LocalOf(taken), day.Today),
            Words.Span(ago < TimeSpan.Zero ? TimeSpan.Zero : ago)
        ];
    }

    public void Dispose()
    {
        everyMinute?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }
}
