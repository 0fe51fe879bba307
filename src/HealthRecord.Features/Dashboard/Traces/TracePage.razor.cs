using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.Traces;

/// <summary>One electrocardiogram as its device recorded it, with the device's own words and none of ours.</summary>
public sealed partial class TracePage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private EcgView? view;
    private TraceDrawing? drawing;
    private DateTime local;
    private Error? error;

    [Parameter]
    public Guid Person { get; set; }

    [Parameter]
    public Guid Entry { get; set; }

    [Inject]
    private ReadEcg Read { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private PersonId Id => new(Person);

    private string When =>
        view is null
            ? ""
            : $"{Moments.Day(DateOnly.FromDateTime(local), true)} · {Moments.Clock(local)}";

    private IEnumerable<(string Name, string Value)> Figures
    {
        get
        {
            if (view?.Ecg is not { } ecg)
                yield break;
            if (ecg.Verdict is { } verdict)
                yield return (Texts["ecg.verdict"], verdict);
            if (ecg.HeartRate is { } rate)
                yield return (Texts["ecg.heart-rate"], $"{Number(rate)}\u00a0bpm");
            if (ecg.Lead is { } lead)
                yield return (Texts["ecg.lead"], lead);
            yield return (Texts["ecg.rate"], $"{Number(ecg.Rate)}\u00a0Hz");
            yield return (
                Texts["workout.length"],
                $"{ValueWords.Number(ecg.Samples / ecg.Rate.ToDouble(), 1)}\u00a0s"
            );
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        var read = await Read.RunAsync(actor, Id, new EntryId(Entry), leaving.Token);
        error = read.Error;
        if (!read.TryGet(out var found))
            return;
        view = found;
        drawing = TraceDrawing.Of(found.Nanovolts, found.Ecg.Rate.ToDouble());
        var who = await Facts.GetAsync(Id, leaving.Token);
        local = who.ZonesOrUsual()
            .LocalOf(DateTime.UnixEpoch.AddMilliseconds(found.Ecg.StartMs), null);
    }

    private static string Number(WrittenNumber number) =>
        NumberText.Format(number, Language.IsFrench);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
