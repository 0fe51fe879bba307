using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard.Charts;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>One kind of one person: the picture, the sentence, the days, and the readings behind a day.</summary>
public sealed partial class KindPage : IDisposable
{
    private const int DaysAtOnce = 31;
    private static readonly KindRange[] Ranges = Enum.GetValues<KindRange>();

    private readonly CancellationTokenSource leaving = new();
    private KindView? view;
    private PersonClock? clock;
    private PersonFacts? facts;
    private Error? refusal;
    private KindRange range = KindRange.Month;
    private DateOnly? last;
    private DateOnly? chosen;
    private List<ReadingRow>? readings;
    private string sentence = "";
    private int shownDays = DaysAtOnce;
    private int changes;

    private sealed record ReadingRow(
        ReadingView View,
        string Clock,
        string Value,
        string From,
        string Standing
    );

    [Parameter]
    public Guid Person { get; set; }

    [Parameter]
    public string Tag { get; set; } = "";

    /// <summary>The person whose tag the address still has, after the reader chose another person.</summary>
    [SupplyParameterFromQuery(Name = "de")]
    public string? From { get; set; }

    [Inject]
    private ReadKindPage Read { get; set; } = null!;

    [Inject]
    private ReadReadings ReadReadings { get; set; } = null!;

    [Inject]
    private SameKind SameKind { get; set; } = null!;

    [Inject]
    private KindSentence Sentences { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private QuickEntry QuickEntry { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ShellScript Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    /// <summary>The number at the end makes the chart ask again after a change.</summary>
    private string SeriesPath =>
        $"/p/{Id}/mesures/{Tag}/serie?vue={range}&to={view!.To:yyyy-MM-dd}&n={changes}";

    private bool HasSpread =>
        KindShapes.Of(view!.Kind) is KindShape.Ribbon
        || (KindShapes.Of(view.Kind) == KindShape.State && view.Days.Any(d => d.Summary.Count > 1));

    private IEnumerable<DayRow> ShownDays => view!.Days.Reverse().Take(shownDays);

    // A night is measured by what one wears: nobody types the minutes of its stages.
    private string? Typed => KindShapes.Of(view!.Kind) == KindShape.Night ? null : view.Kind.Code;

    // The codes of stages are no numbers to draw: one night is its lanes.
    private bool IsOneNight =>
        range == KindRange.Day && KindShapes.Of(view!.Kind) == KindShape.Night;

    private bool HasBandInChart =>
        KindShapes.Of(view!.Kind) switch
        {
            KindShape.Night => false,
            KindShape.Total => range != KindRange.Day,
            _ => range != KindRange.Day || view.Band is { IsOwn: false },
        };

    private IReadOnlyList<(string Css, string Name)> Legend =>
        KindShapes.Of(view!.Kind) switch
        {
            KindShape.Night =>
            [
                .. ChartMaker
                    .Stages.Where(stage =>
                        ChartMaker.HasStage(view.Kind, view.Days.Select(d => d.Summary), stage)
                    )
                    .Select(stage => (stage, Texts[$"code.{stage}"].Value)),
            ],
            KindShape.Pair =>
            [
                ("line", Texts["chart.systolic"].Value),
                ("second", Texts["chart.diastolic"].Value),
            ],
            KindShape.Ribbon when range != KindRange.Day =>
            [
                ("line", Texts["chart.mean"].Value),
                ("strip", Texts["chart.strip"].Value),
            ],
            _ => [],
        };

    private string SpanWords =>
        range == KindRange.Day
            ? Moments.Day(view!.To, true)
            : Texts["kind.span", Moments.Day(view!.From, true), Moments.Day(view.To, true)];

    protected override void OnInitialized() => Changes.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        if (await OtherTagAsync() is { } other)
        {
            Navigation.NavigateTo(other, replace: true);
            return;
        }
        (chosen, readings) = (null, null);
        await LoadAsync();
        // A kind that is written down now and then would greet with an empty month.
        if (view is { Days.Count: 0 } && range == KindRange.Month && last is null)
            await ShowAsync(KindRange.All, null);
    }

    private async Task<string?> OtherTagAsync()
    {
        if (!Guid.TryParseExact(From, "N", out var from))
            return null;
        var actor = await Current.GetAsync();
        var tag = await SameKind.RunAsync(actor, new(from), new(Tag), Id, leaving.Token);
        return tag.TryGet(out var own) ? $"/p/{Id}/mesures/{own}" : $"/p/{Id}";
    }

    private async Task LoadAsync()
    {
        var actor = await Current.GetAsync();
        var read = await Read.RunAsync(actor, Id, new(Tag), range, last, leaving.Token);
        refusal = read.Error;
        view = read.TryGet(out var found) ? found : null;
        if (view is null)
            return;
        QuickEntry.Begin(this, Id, Typed);
        facts = await Facts.GetAsync(Id, leaving.Token);
        clock = new PersonClock(facts.ZonesOrUsual(), Time);
        sentence = Sentences.Of(view);
        // The newest day is open from the start: what is behind a figure is never a search away.
        if (view.Days.All(d => d.Day != chosen))
            (chosen, readings) = (view.Days.Count > 0 ? view.Days[^1].Day : null, null);
        if (readings is null)
            await LoadDayAsync();
    }

    private async Task ShowAsync(KindRange next, DateOnly? day)
    {
        (range, last, shownDays) = (next, day, DaysAtOnce);
        await LoadAsync();
    }

    /// <summary>A closer look shows the day that was chosen, not a today on which there may be nothing.</summary>
    private Task LookAsync(KindRange next) =>
        ShowAsync(next, next == KindRange.Day && chosen != view!.Today ? chosen : null);

    private Task StepAsync(int by)
    {
        var next = KindRanges.Move(range, view!.To, by);
        return ShowAsync(range, next >= view.Today ? null : next);
    }

    private async Task ChooseDayAsync(DateOnly day)
    {
        (chosen, readings) = (day, null);
        await LoadDayAsync();
        StateHasChanged();
        await Task.Yield();
        await Script.FocusAsync("#readings");
    }

    private async Task LoadDayAsync()
    {
        if (chosen is not { } day)
            return;
        var actor = await Current.GetAsync();
        var nights = view!.Nights.Where(n => n.Night.Day == day).ToList();
        // A night begins the evening before the day of waking.
        var read =
            nights.Count == 0
                ? await ReadReadings.OfDayAsync(actor, Id, new(Tag), day, leaving.Token)
                : await ReadReadings.RunAsync(actor, Id, new(Tag), Of(nights), leaving.Token);
        readings = read.TryGet(out var page) ? [.. page.Readings.Select(Row)] : [];
    }

    private static ReadingsQuery Of(List<NightRow> nights) =>
        new(
            DateTime.UnixEpoch.AddMilliseconds(nights.Min(n => n.Night.StartMs)),
            DateTime.UnixEpoch.AddMilliseconds(nights.Max(n => n.Night.EndMs))
        )
        {
            Take = ReadingsQuery.LargestPage,
        };

    private ReadingRow Row(ReadingView reading) =>
        new(
            reading,
            Moments.Clock(clock!.Local(reading.StartUtc, reading.Zone)),
            ReadingWords.Of(view!.Kind, reading, Texts),
            SourceWords.Of(reading.Source, Texts),
            StandingOf(reading)
        );

    /// <summary>Only a reading that says where it was taken can stand to a reference of that place.</summary>
    private string StandingOf(ReadingView reading)
    {
        var day = DateOnly.FromDateTime(clock!.Local(reading.StartUtc, reading.Zone));
        if (Bands.OfReading(view!.Kind, facts, day, reading.Moment) is not { } band)
            return "";
        var first = Canonical(reading, 0);
        return BandWords.Of(band.Of(first, Canonical(reading, 1)), band, Texts);
    }

    private double Canonical(ReadingView reading, int part)
    {
        if (reading.Values.ElementAtOrDefault(part) is not { } written)
            return double.NaN;
        var own = view!.Kind.Units.FirstOrDefault(u => u.Ucum == reading.Unit);
        return own?.ToCanonical(written.ToDouble()) ?? written.ToDouble();
    }

    private async Task EditAsync(ReadingView reading)
    {
        var parameters = new DialogParameters<EditReadingDialog>
        {
            { d => d.Person, Id },
            { d => d.Kind, view!.Kind },
            { d => d.Reading, reading },
        };
        var dialog = await Dialogs.ShowAsync<EditReadingDialog>(Texts["edit.title"], parameters);
        await dialog.Result;
    }

    private async Task ReloadAsync()
    {
        changes++;
        await LoadAsync();
        await LoadDayAsync();
        StateHasChanged();
    }

    private Task PrintAsync() => Script.PrintAsync();

    private string FigureOf(DayRow row) =>
        KindShapes.Of(view!.Kind) == KindShape.Pair
            ? ValueWords.Of(view.Kind, row.Summary.Mean, row.Summary.Second, view.Unit).ToString()
            : Value(KindShapes.Figure(view.Kind, row.Summary));

    private string Value(double canonical) =>
        ValueWords.Of(view!.Kind, canonical, double.NaN, view.Unit).ToString();

    /// <summary>Beside a column that has the unit.</summary>
    private string Bare(double canonical) =>
        ValueWords.Of(view!.Kind, canonical, double.NaN, view.Unit).Number;

    private string SpreadOf(DayRow row)
    {
        var (least, most) = (Bare(row.Summary.Min), Bare(row.Summary.Max));
        return least == most ? least : $"{least} – {most}";
    }

    /// <summary>Of the source that tells the night: two would be drawn over each other.</summary>
    private List<NightPart> NightParts(DateOnly day)
    {
        var teller = view!.Nights.FirstOrDefault(n => n.Night.Day == day)?.Source;
        return
        [
            .. (readings ?? [])
                .Where(r => teller is null || r.View.Source == teller)
                .Select(r => NightPart.Of(view.Kind, r.View, clock!))
                .OfType<NightPart>()
                .OrderBy(p => p.From),
        ];
    }

    private string DayWords(DateOnly day) => Moments.Day(day, day.Year != view!.Today.Year);

    private void OnChanged(object? sender, RecordChangedEventArgs e)
    {
        if (e.Person == Id)
            _ = InvokeAsync(ReloadAsync);
    }

    public void Dispose()
    {
        Changes.Changed -= OnChanged;
        QuickEntry.End(this);
        leaving.Cancel();
        leaving.Dispose();
    }
}
