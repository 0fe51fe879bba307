using System.Text.Json;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>An answer that can be carried out: every kind, unit and zone of it is known.</summary>
internal sealed record TablePlan
{
    private const int LongestSource = 100;
    private const int MostColumns = 1000;

    public required long HeaderLine { get; init; }
    public required DateOrder Order { get; init; }
    public required char DecimalSign { get; init; }
    public required string Source { get; init; }

    /// <summary>Null for where the person lived.</summary>
    public ZoneTimeline? Zones { get; init; }

    /// <summary>-1 where there is none, as the further ones.</summary>
    public int Moment { get; init; } = -1;
    public int Date { get; init; } = -1;
    public int Time { get; init; } = -1;
    public int End { get; init; } = -1;
    public required IReadOnlyList<PlannedValue> Values { get; init; }

    /// <summary>Columns whose words are counted and left.</summary>
    public required IReadOnlyList<TableColumn> Notes { get; init; }

    /// <param name="guess">Of this very file: an answer may have been given for another one with the same columns.</param>
    /// <returns>Null for an answer with which nothing can be done, or not with this file.</returns>
    public static TablePlan? Of(string answer, TableDescription guess)
    {
        try
        {
            return Of(TableDescription.Parse(answer), guess);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TablePlan? Of(TableDescription said, TableDescription guess)
    {
        if (
            said.Version != 1
            || said.Columns is null
            || said.Columns.Any(c => c is null || c.Index is < 0 or >= MostColumns)
            || said.Columns.DistinctBy(c => c.Index).Count() != said.Columns.Count
            || said.DecimalSign is not ("." or ",")
            || said.DateOrder is not (null or "dmy" or "mdy")
            || OrderOf(said, guess) is not { } order
            || (said.Zone is { Length: > 0 } zone && !ZoneRules.TryFind(zone, out _))
        )
            return null;
        var values = said
            .Columns.Where(c => c.Role == TableRole.Value)
            .OrderBy(c => c.Index)
            .Select(PlannedValue.Of)
            .ToList();
        var plan = new TablePlan
        {
            HeaderLine = guess.HeaderLine,
            Order = order,
            DecimalSign = said.DecimalSign[0],
            Source = Short(said.Source),
            Zones = said.Zone is { Length: > 0 } iana ? ZoneTimeline.Of(iana) : null,
            Moment = Place(said, TableRole.Moment),
            Date = Place(said, TableRole.Date),
            Time = Place(said, TableRole.Time),
            End = Place(said, TableRole.End),
            Values = [.. values.OfType<PlannedValue>()],
            Notes = [.. guess.Columns.Where(c => IsLeft(said, c))],
        };
        var isWhole =
            (plan.Moment >= 0 || plan.Date >= 0)
            && plan.Values.Count > 0
            && plan.Values.Count == values.Count;
        return isWhole ? plan : null;
    }

    private static bool IsLeft(TableDescription said, TableColumn column) =>
        TableAnswer.IsNote(column with { Role = TableRole.Ignore })
        && !said.Columns.Any(c => c.Index == column.Index && c.Role != TableRole.Ignore);

    /// <summary>Null where nobody said it and the file does not show it, or where the file shows the other one.</summary>
    private static DateOrder? OrderOf(TableDescription said, TableDescription guess)
    {
        var isShown = guess.DateOrderSure && guess.DateOrder is not null;
        var isMissing = said.DateOrder is null && guess.DateOrder is not null && !isShown;
        if (isMissing || (isShown && (said.DateOrder ?? guess.DateOrder) != guess.DateOrder))
            return null;
        return (said.DateOrder ?? guess.DateOrder) == "mdy"
            ? DateOrder.MonthFirst
            : DateOrder.DayFirst;
    }

    private static int Place(TableDescription said, TableRole role) =>
        said.Columns.FirstOrDefault(c => c.Role == role)?.Index ?? -1;

    private static string Short(string? source)
    {
        var name = (source ?? "").Trim();
        return name.Length > LongestSource ? name[..LongestSource] : name;
    }
}

/// <param name="Origin">The name under which its cells count.</param>
internal sealed record PlannedValue(int Index, string Origin, Kind Kind, UnitUse Unit)
{
    private const int LongestOrigin = 100;

    public static PlannedValue? Of(TableColumn column)
    {
        if (
            column.Kind is null
            || !KindCatalogue.TryFind(column.Kind, out var kind)
            || !ColumnWords.IsTold(kind)
        )
            return null;
        UnitUse unit;
        if (column.Unit is { Length: > 0 } written)
        {
            if (!UnitWords.TryFind(kind, written, out unit))
                return null;
        }
        else if (kind.Units.Count == 1)
        {
            unit = new(kind.Canonical);
        }
        else
        {
            return null;
        }
        var name = (column.Header ?? "").Trim();
        return new(
            column.Index,
            name.Length == 0 ? $"#{column.Index + 1}"
                : name.Length > LongestOrigin ? name[..LongestOrigin]
                : name,
            kind,
            unit
        );
    }
}
