using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Imports;

/// <summary>One import: how far it is, then its report in sentences first and as a table second.</summary>
public sealed partial class ImportCard
{
    private const int Whole = 1000;
    private Error? error;
    private bool busy;
    private bool sure;
    private bool asking;
    private DevicesView? devices;

    [Parameter, EditorRequired]
    public ImportRunView Run { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Whose { get; set; } = "";

    /// <summary>To whom it could be moved.</summary>
    [Parameter]
    public IReadOnlyList<PersonLabel> Persons { get; set; } = [];

    /// <summary>The upload waits for a connection.</summary>
    [Parameter]
    public bool Waiting { get; set; }

    [Parameter]
    public DateTime Now { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback OnContinue { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadDevices Devices { get; set; } = null!;

    [Inject]
    private UndoImport Undo { get; set; } = null!;

    [Inject]
    private ShellScript Script { get; set; } = null!;

    [Inject]
    private RunImportAgain Again { get; set; } = null!;

    [Inject]
    private ForgetColumns Forget { get; set; } = null!;

    [Inject]
    private CancelImport Cancel { get; set; } = null!;

    [Inject]
    private AnswerImport Answer { get; set; } = null!;

    private long Done => Run.State == ImportState.Uploading ? Run.ReceivedBytes : Run.ReadBytes;

    private long Progress =>
        Run.TotalBytes == 0 ? 0 : Math.Min(Whole, Done * Whole / Run.TotalBytes);

    private string ProgressWords
    {
        get
        {
            if (Run.State == ImportState.Uploading)
                return Texts[
                    "progress.sent",
                    Sizes.Of(Run.ReceivedBytes),
                    Sizes.Of(Run.TotalBytes)
                ];
            if (Run.State == ImportState.Waiting || Run.StartedUtc is not { } started)
                return Texts["progress.waiting"];
            var seconds = Math.Max(1, (Now - started).TotalSeconds);
            return Texts[
                "progress.read",
                Count(Run.ReadingsSoFar),
                Count((long)(Run.ReadingsSoFar / seconds)),
                Sizes.Of(Run.ReadBytes)
            ];
        }
    }

    private static string NameOf(KindCounts row) =>
        row.Kind is { } code && KindCatalogue.TryFind(code, out var kind)
            ? kind.Name(Language.IsFrench)
            : row.Origin;

    /// <summary>On a phone the columns stand one below the other: those without a number are left out there.</summary>
    private static string? Nothing(long count) => count == 0 ? "is-zero" : null;

    private static string Count(long count) =>
        NumberText.Format(new WrittenNumber(count, 0), Language.IsFrench);

    // Years of many kinds are looked through: only for whoever asks.
    private async Task OpenDevicesAsync()
    {
        if (devices is not null || asking)
            return;
        asking = true;
        await LoadDevicesAsync();
        asking = false;
    }

    private async Task LoadDevicesAsync()
    {
        var codes = Run.Report!.Kinds.Select(k => k.Kind).OfType<string>().ToList();
        var actor = await Current.GetAsync();
        var read = await Devices.RunAsync(actor, Run.Person, codes, CancellationToken.None);
        error = read.Error;
        devices = read.TryGet(out var found) ? found : new([], null);
    }

    private async Task UndoAsync()
    {
        // Thousands of readings go: asked a second time on the same button.
        if (!sure)
        {
            sure = true;
            return;
        }
        await SayAsync(async actor => await Undo.RunAsync(actor, Run.Run, CancellationToken.None));
        sure = false;
    }

    private Task AgainAsync() =>
        SayAsync(async actor => await Again.RunAsync(actor, Run.Run, CancellationToken.None));

    private Task AnswerAsync(string answer) => AnswerAsync(answer, null);

    private Task ChooseAsync(string choice) => AnswerAsync("", choice);

    private async Task AnswerAsync(string answer, string? choice)
    {
        await SayAsync(async actor =>
            await Answer.RunAsync(
                actor,
                Run.Run,
                Run.Question?.Id ?? "",
                answer,
                CancellationToken.None,
                choice
            )
        );
        // The form goes, and the focus with it: the next key goes on from what the import says now.
        if (error is null)
            await Script.FocusAsync($"[id='name-{Run.Run}']");
    }

    private Task ForgetAsync() =>
        SayAsync(async actor => await Forget.RunAsync(actor, Run.Run, CancellationToken.None));

    private Task CancelAsync() =>
        SayAsync(async actor => await Cancel.RunAsync(actor, Run.Run, CancellationToken.None));

    private async Task SayAsync(Func<Platform.Security.Actor, Task<Outcome<Done>>> act)
    {
        busy = true;
        var said = await act(await Current.GetAsync());
        busy = false;
        error = said.Error;
        await OnChanged.InvokeAsync();
    }
}
