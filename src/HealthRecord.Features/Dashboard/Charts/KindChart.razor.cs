using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HealthRecord.Features.Dashboard.Charts;

/// <summary>Draws what an address answers. The sentence and the table beside it carry everything that the picture does.</summary>
public sealed partial class KindChart
{
    private ElementReference place;
    private IJSObjectReference? module;
    private IJSObjectReference? chart;
    private DotNetObjectReference<KindChart>? self;
    private string? drawn;

    /// <summary>Where the data is.</summary>
    [Parameter, EditorRequired]
    public string Source { get; set; } = "";

    /// <summary>The sentence, for who does not see the picture.</summary>
    [Parameter, EditorRequired]
    public string Description { get; set; } = "";

    /// <summary>The reader chose a day in the picture.</summary>
    [Parameter]
    public EventCallback<DateOnly> OnDay { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (drawn == Source)
            return;
        drawn = Source;
        try
        {
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", "/dist/chart.js");
            self ??= DotNetObjectReference.Create(this);
            if (chart is null)
                chart = await module.InvokeAsync<IJSObjectReference>(
                    "draw",
                    place,
                    Source,
                    Language.IsFrench ? "fr-FR" : "en-GB",
                    self
                );
            else
                await chart.InvokeVoidAsync("show", Source);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone.
        }
    }

    [JSInvokable]
    public Task DayChosen(double milliseconds) =>
        OnDay.InvokeAsync(DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(milliseconds)));

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (chart is not null)
            {
                await chart.InvokeVoidAsync("dispose");
                await chart.DisposeAsync();
            }
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone and the chart with it.
        }
        self?.Dispose();
    }
}
