using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>Is everybody fine, and is something waiting?</summary>
public sealed partial class FamilyPage : IDisposable
{
    private const int Evening = 18;
    private readonly CancellationTokenSource leaving = new();
    private FamilyBoard? board;

    [Inject]
    private ReadFamilyBoard Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private QuickEntry QuickEntry { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    private string Greeting =>
        Texts[
            board!.Now.Hour >= Evening ? "family.evening" : "family.day",
            Who.Persons.Count > 0 ? Who.Persons[0].Name : ""
        ];

    protected override async Task OnInitializedAsync()
    {
        Changes.Changed += OnChanged;
        await LoadAsync();
    }

    private async Task LoadAsync() =>
        board = await Read.RunAsync(await Current.GetAsync(), leaving.Token);

    private string AgeWords(int age) =>
        age == 0 ? Texts["age.baby"] : Texts[age == 1 ? "age.one" : "age.years", age];

    private static string Count(long count) =>
        NumberText.Format(new WrittenNumber(count, 0), Language.IsFrench);

    private void OnChanged(object? sender, RecordChangedEventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });

    public void Dispose()
    {
        Changes.Changed -= OnChanged;
        leaving.Cancel();
        leaving.Dispose();
    }
}
