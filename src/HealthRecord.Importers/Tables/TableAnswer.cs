using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>What a person may answer to a question of <see cref="ImportTopic.Columns"/>, and what is wrong with what they did.</summary>
public static class TableAnswer
{
    private const string Prefix = "columns:";

    /// <summary>Whether a question is about the columns of a table.</summary>
    /// <param name="id"><see cref="ImportQuestion.Id"/>.</param>
    public static bool IsQuestion(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>
    /// Whether a column that is not read holds what people wrote beside their measurements. A note is said by hand and belongs
    /// to who said it: a reading out of a file has no place for one.
    /// </summary>
    public static bool IsNote(TableColumn column) =>
        column.Role == TableRole.Ignore
        && ColumnWords.IsNote(ColumnWords.Split(column.Header).Plain);

    internal static string QuestionOf(string signature) => $"{Prefix}{signature}";

    /// <summary>What of a description is worth keeping for the next file: nothing of the rows of this one.</summary>
    public static TableDescription Plain(TableDescription said) =>
        said with
        {
            Sample = null,
            Columns = [.. said.Columns.Select(c => c with { Units = null, Sure = false })],
        };

    /// <summary>Kinds that a column can be of.</summary>
    public static IReadOnlyList<Kind> Kinds { get; } =
    [.. KindCatalogue.All.Where(ColumnWords.IsTold)];

    /// <summary>UCUM codes of the units in which a kind may be written, the kind's own first.</summary>
    public static IReadOnlyList<string> UnitsOf(Kind kind) => UnitWords.Choices(kind);

    /// <param name="answer">JSON of a <see cref="TableDescription"/>.</param>
    /// <param name="proposal">Of the same file.</param>
    /// <param name="read">Null where the answer is no description at all.</param>
    /// <returns>Empty when the file can be read so.</returns>
    public static IReadOnlyList<TableFault> Faults(
        string answer,
        TableDescription proposal,
        out TableDescription? read
    )
    {
        read = null;
        try
        {
            read = TableDescription.Parse(answer);
        }
        catch (JsonException)
        {
            return [new(TableFaultReason.Unreadable)];
        }
        return Faults(read, proposal);
    }

    /// <inheritdoc cref="Faults(string, TableDescription, out TableDescription?)"/>
    public static IReadOnlyList<TableFault> Faults(TableDescription said, TableDescription proposal)
    {
        if (
            said.Columns is null
            || said.Columns.Any(c => c is null || c.Index < 0 || c.Index >= proposal.Columns.Count)
        )
            return [new(TableFaultReason.Unreadable)];
        var faults = new List<TableFault>();
        Times(said, faults);
        Values(said, faults);
        if (proposal.DateOrder is not null && said.DateOrder is null && !proposal.DateOrderSure)
            faults.Add(new(TableFaultReason.DateOrderMissing));
        if (
            proposal is { DateOrder: { } shown, DateOrderSure: true }
            && said.DateOrder is { } order
            && order != shown
        )
            faults.Add(new(TableFaultReason.DateOrderOther));
        if (said.Zone is { Length: > 0 } zone && !ZoneRules.TryFind(zone, out _))
            faults.Add(new(TableFaultReason.Zone));
        // Whatever is left is nothing that a form could have sent.
        if (faults.Count == 0 && TablePlan.Of(said.ToJson(), proposal) is null)
            faults.Add(new(TableFaultReason.Unreadable));
        return faults;
    }

    private static void Times(TableDescription said, List<TableFault> faults)
    {
        bool Has(TableRole role) => said.Columns.Any(c => c.Role == role);
        if (!Has(TableRole.Moment) && !Has(TableRole.Date))
            faults.Add(new(TableFaultReason.NoTime));
        foreach (
            var same in said
                .Columns.Where(c => c.Role is not (TableRole.Ignore or TableRole.Value))
                .GroupBy(c => c.Role)
        )
            faults.AddRange(
                same.Skip(1).Select(c => new TableFault(TableFaultReason.TwiceTheTime, c.Index))
            );
        if (!Has(TableRole.Date))
            faults.AddRange(
                said.Columns.Where(c => c.Role == TableRole.Time)
                    .Select(c => new TableFault(TableFaultReason.TimeWithoutDate, c.Index))
            );
    }

    private static void Values(TableDescription said, List<TableFault> faults)
    {
        var values = said.Columns.Where(c => c.Role == TableRole.Value).ToList();
        if (values.Count == 0)
            faults.Add(new(TableFaultReason.NoValue));
        foreach (var column in values)
        {
            if (
                column.Kind is null
                || !KindCatalogue.TryFind(column.Kind, out var kind)
                || !ColumnWords.IsTold(kind)
            )
                faults.Add(new(TableFaultReason.Kind, column.Index));
            else if (PlannedValue.Of(column) is null)
                faults.Add(new(TableFaultReason.Unit, column.Index));
        }
        var systolic = values.FindAll(c => c.Kind == "systolic");
        var diastolic = values.FindAll(c => c.Kind == "diastolic");
        var (more, fewer) =
            systolic.Count > diastolic.Count ? (systolic, diastolic) : (diastolic, systolic);
        faults.AddRange(
            more.Skip(fewer.Count)
                .Select(c => new TableFault(TableFaultReason.HalfPressure, c.Index))
        );
    }
}
