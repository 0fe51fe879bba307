using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Dashboard;

/// <summary>Lets somebody say that two names are one device, and take it back.</summary>
public sealed partial class SameDevicePanel
{
    private Error? error;
    private string other = "";
    private string main = "";

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    /// <summary>A kind that the reader may write: the right to decide is asked there.</summary>
    [Parameter, EditorRequired]
    public KindTag Tag { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<SourceRow> Sources { get; set; } = [];

    [Parameter]
    public bool MayChange { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private DeclareSameDevice Same { get; set; } = null!;

    private List<SourceRow> Mains => [.. Sources.Where(s => s.SameAs is null)];

    private IEnumerable<SourceRow> Others => Sources.Where(s => s.SameAs is not null);

    private async Task JoinAsync()
    {
        if (At(other) is { } left && At(main) is { } right)
            await SayAsync(left, right);
    }

    private async Task SayAsync(SourceKey left, SourceKey? right)
    {
        (other, main) = ("", "");
        var said = await Same.RunAsync(
            await Current.GetAsync(),
            Person,
            Tag,
            left,
            right,
            CancellationToken.None
        );
        error = said.Error;
        if (error is null)
            await OnChanged.InvokeAsync();
    }

    private SourceKey? At(string index) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at < Mains.Count
            ? Mains[at].Source
            : null;
}
