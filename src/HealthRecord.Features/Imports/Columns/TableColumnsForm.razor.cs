using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Importers;
using HealthRecord.Importers.Tables;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Imports;

/// <summary>Shows what the columns of a table were taken for, and what the first rows become; lets a person correct it.</summary>
public sealed partial class TableColumnsForm
{
    private const int Previewed = 3;
    private const int Exemplified = 3;

    // What the preview opens is five rows.
    private static readonly ImportLimits Limits = new(1 << 20);

    private static readonly string[] Zones =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(z => z.Id)
            .Where(id => id.Contains('/'))
            .Order(StringComparer.Ordinal),
    ];

    private ImportQuestion? asked;
    private TableDescription? proposal;
    private TableDescription? said;
    private HashSet<int> known = [];
    private IReadOnlyList<TableFault> faults = [];
    private TablePreview preview = TablePreview.None;
    private ImportContext context = new(Limits, 0, null);
    private PersonClock? clock;
    private bool tried;

    [Parameter, EditorRequired]
    public ImportQuestion Question { get; set; } = null!;

    /// <summary>Of the run: names the controls.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Whose file it is said to be, and their name.</summary>
    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Parameter, EditorRequired]
    public string Whose { get; set; } = "";

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<string> OnAnswer { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private ShellScript Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsAgain => Question.Arguments is ["again"];

    private IEnumerable<Kind> Kinds =>
        TableAnswer.Kinds.OrderBy(
            k => k.Name(Language.IsFrench),
            StringComparer.CurrentCultureIgnoreCase
        );

    // The page asks once a second: what has been chosen stays until the question is another one.
    protected override async Task OnParametersSetAsync()
    {
        if (asked?.Id == Question.Id && asked.Proposal == Question.Proposal)
            return;
        asked = Question;
        var facts = await Facts.GetAsync(Person, CancellationToken.None);
        var zones = facts.ZonesOrUsual();
        clock = new(zones, Time);
        context = new(Limits, Time.GetUtcNow().ToUnixTimeMilliseconds(), facts?.BornOn)
        {
            Zones = zones,
        };
        try
        {
            proposal = TableDescription.Parse(Question.Proposal ?? "");
        }
        catch (JsonException)
        {
            return;
        }
        known = [.. proposal.Columns.Where(c => c.Role != TableRole.Ignore).Select(c => c.Index)];
        tried = false;
        // What nothing tells is not filled in: it would only be looked over.
        Say(proposal.DateOrderSure ? proposal : proposal with { DateOrder = null });
    }

    private void Say(TableDescription next)
    {
        said = next;
        faults = TableAnswer.Faults(next, proposal!);
        preview = TablePreview.Of(next, proposal!, context, Previewed);
    }

    private void Change(TableColumn column) =>
        Say(
            said! with
            {
                Columns = [.. said.Columns.Select(c => c.Index == column.Index ? column : c)],
            }
        );

    private void Mean(TableColumn column, ChangeEventArgs e)
    {
        var meaning = Text(e) ?? "";
        if (Enum.TryParse<TableRole>(meaning, out var role))
        {
            Change(column with { Role = role, Kind = null, Unit = null });
            return;
        }
        var units = KindCatalogue.TryFind(meaning, out var kind) ? TableAnswer.UnitsOf(kind) : [];
        Change(
            column with
            {
                Role = TableRole.Value,
                Kind = meaning,
                Unit = units.FirstOrDefault(u => u == column.Unit) ?? units.FirstOrDefault(),
            }
        );
    }

    private async Task SendAsync()
    {
        tried = true;
        if (Busy || said is null)
            return;
        if (faults.Count == 0)
            await OnAnswer.InvokeAsync(TableAnswer.Plain(said).ToJson());
        else
            await Script.FocusAsync($"[id='{ControlOf(faults[0])}']");
    }

    /// <summary>By which it is mended.</summary>
    private string ControlOf(TableFault fault) =>
        fault.Reason switch
        {
            TableFaultReason.DateOrderMissing or TableFaultReason.DateOrderOther => $"{Id}-order",
            TableFaultReason.Zone => $"{Id}-zone",
            _ => Control(said!.Columns[Math.Max(0, fault.Column)], "is"),
        };

    private string Control(TableColumn column, string what) => $"{Id}-{column.Index}-{what}";

    private string NameOf(TableColumn column) =>
        column.Header.Length > 0 ? column.Header : Texts["columns.nameless", column.Index + 1];

    private string Examples(TableColumn column) =>
        string.Join(
            " · ",
            (proposal!.Sample ?? [])
                .Select(r => r.ElementAtOrDefault(column.Index)?.Trim() ?? "")
                .Where(c => c.Length > 0)
                .Take(Exemplified)
        );

    private static string MeaningOf(TableColumn column) =>
        column.Role == TableRole.Value ? column.Kind ?? "" : column.Role.ToString();

    private static IReadOnlyList<string> UnitsOf(TableColumn column) =>
        column is { Role: TableRole.Value, Kind: { } code }
        && KindCatalogue.TryFind(code, out var kind)
            ? TableAnswer.UnitsOf(kind)
            : [];

    private static string SymbolOf(string ucum) =>
        UnitSymbols.Of(ucum) is { Length: > 0 } symbol ? symbol : ucum.Trim('{', '}');

    private static bool IsOfOrder(TableFault fault) =>
        fault.Reason is TableFaultReason.DateOrderMissing or TableFaultReason.DateOrderOther;

    private bool Has(TableFaultReason reason) => faults.Any(f => f.Reason == reason);

    private IEnumerable<TableFault> FaultsOf(TableColumn column) =>
        faults.Where(f => f.Column == column.Index);

    /// <summary>Each reason once: a column that is read wrong is wrong in every row.</summary>
    private IEnumerable<Refusal> RefusedOf(TableColumn column) =>
        column.Role == TableRole.Value
            ? preview
                .Refused.Where(r => r.Origin == column.Header || r.Origin == $"#{column.Index + 1}")
                .DistinctBy(r => r.Reason)
            : [];

    private bool IsUnsure(TableColumn column) =>
        column.Role != TableRole.Ignore
        && proposal!.Columns[column.Index] is { Sure: false } first
        && (first.Role, first.Kind, first.Unit) == (column.Role, column.Kind, column.Unit);

    private string Sentence(TableFault fault) =>
        Sentences.Of(ImportErrors.Columns(fault, proposal!));

    private string Words(IncomingReading reading)
    {
        var start = clock!.Local(DateTime.UnixEpoch.AddMilliseconds(reading.StartMs), reading.Zone);
        var day = Moments.Day(DateOnly.FromDateTime(start), true);
        // A total of a day begins at midnight, which nobody wrote.
        var when =
            reading.DurationMs >= TimeSpan.FromHours(20).TotalMilliseconds
                ? day
                : $"{day}, {Moments.Clock(start)}";
        return $"{when} · {reading.Kind.Name(Language.IsFrench)} · {ValueOf(reading)}";
    }

    private string ValueOf(IncomingReading reading)
    {
        IReadOnlyList<WrittenNumber?> values = [reading.Value, .. reading.Parts?.Rest ?? []];
        // The pulse of a cuff has a unit of its own.
        var isPair = reading.Kind.Components.Count > 0;
        var value = ValueWords.AsWritten(
            reading.Kind,
            isPair ? [.. values.Take(2)] : values,
            reading.Unit?.Ucum
        );
        return isPair && values is [_, _, .., { } pulse]
            ? Texts["columns.pulse", value, NumberText.Format(pulse, Language.IsFrench)]
            : value.ToString();
    }

    private static string? Text(ChangeEventArgs e) =>
        e.Value is string { Length: > 0 } text && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;
}
