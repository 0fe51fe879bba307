using HealthRecord.Domain;
using HealthRecord.Features.Dashboard.Tiles;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>A person today: tiles that the reader chose and ordered, by drag or by keyboard.</summary>
public sealed partial class PersonPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private PersonBoard? board;
    private Error? refusal;
    private bool arranging;
    private string? dragged;
    private string moved = "";

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadPersonBoard Read { get; set; } = null!;

    [Inject]
    private TileChoices Choices { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private QuickEntry QuickEntry { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private ShellScript Script { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    protected override void OnInitialized() => Changes.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        board = null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        refusal = read.Error;
        board = read.TryGet(out var view) ? view : null;
    }

    private string PathOf(TileView tile) => $"/p/{Id}/mesures/{tile.Tag}";

    private static string StandingIcon(Standing standing) =>
        standing switch
        {
            Standing.Above => Icons.Material.Outlined.ArrowUpward,
            Standing.Below => Icons.Material.Outlined.ArrowDownward,
            _ => Icons.Material.Outlined.CheckCircle,
        };

    private void ToggleArranging() => arranging = !arranging;

    private Task DropAsync(string before)
    {
        var codes = Codes();
        if (dragged is not { } code || code == before || !codes.Remove(code))
            return Task.CompletedTask;
        codes.Insert(codes.IndexOf(before), code);
        dragged = null;
        return ArrangeAsync(codes);
    }

    private async Task MoveAsync(TileView tile, int by)
    {
        var codes = Codes();
        var at = codes.IndexOf(tile.Code);
        var to = Math.Clamp(at + by, 0, codes.Count - 1);
        if (to == at)
            return;
        codes.RemoveAt(at);
        codes.Insert(to, tile.Code);
        await ArrangeAsync(codes);
        moved = Texts["tiles.moved", tile.Name, to + 1, codes.Count];
        StateHasChanged();
        await Task.Yield();
        // A moved element loses the focus: the next press has to find it again.
        await Script.FocusAsync($"[id='tile-{tile.Tag}'] .{(by < 0 ? "is-earlier" : "is-later")}");
    }

    private Task RemoveAsync(TileView tile) =>
        ArrangeAsync([.. Codes().Where(code => code != tile.Code)]);

    private Task AddAsync(TileView tile) => ArrangeAsync([.. Codes(), tile.Code]);

    private List<string> Codes() => [.. board!.Tiles.Select(t => t.Code)];

    private async Task ArrangeAsync(List<string> codes)
    {
        var all = board!
            .Tiles.Concat(board.Others)
            .ToDictionary(t => t.Code, StringComparer.Ordinal);
        board = board with
        {
            Tiles = [.. codes.Select(code => all[code])],
            Others =
            [
                .. all
                    .Values.Where(t => !codes.Contains(t.Code))
                    .OrderBy(t => t.Name, StringComparer.CurrentCulture),
            ],
        };
        var kept = await Choices.ArrangeAsync(await Current.GetAsync(), Id, codes, leaving.Token);
        refusal = kept.Error;
    }

    private void OnChanged(object? sender, RecordChangedEventArgs e)
    {
        if (e.Person == Id)
            _ = InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
    }

    public void Dispose()
    {
        Changes.Changed -= OnChanged;
        leaving.Cancel();
        leaving.Dispose();
    }
}
