using Microsoft.JSInterop;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>The few things of <c>shell.js</c>. Loaded on first use; a circuit that is gone takes it along.</summary>
public sealed class ShellScript(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    private Task<IJSObjectReference> Module =>
        module ??= js.InvokeAsync<IJSObjectReference>("import", "/dist/shell.js").AsTask();

    public async Task<bool> IsDarkAsync() => await (await Module).InvokeAsync<bool>("isDark");

    /// <summary>What the person chose: <c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public async Task<string> ThemeAsync() => await (await Module).InvokeAsync<string>("theme");

    public async Task FocusAsync(string selector) =>
        await (await Module).InvokeVoidAsync("focusOn", selector);

    /// <summary>Scrolls a row sideways until the chosen one of it is seen.</summary>
    public async Task ShowInRowAsync(string row, string chosen) =>
        await (await Module).InvokeVoidAsync("showInRow", row, chosen);

    public async Task PrintAsync() => await (await Module).InvokeVoidAsync("print");

    /// <summary>Copies the text of an element. False where the browser does not let us: the text is selected instead.</summary>
    public async Task<bool> CopyAsync(string selector) =>
        await (await Module).InvokeAsync<bool>("copy", selector);

    public async ValueTask<IJSObjectReference> WatchDarkAsync<T>(DotNetObjectReference<T> page)
        where T : class => await (await Module).InvokeAsync<IJSObjectReference>("watchDark", page);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is { IsCompletedSuccessfully: true })
                await (await module).DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // Nothing is left to dispose of.
        }
    }
}
