using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>What we would say the columns of a table are: by their names first, by their values where names say nothing.</summary>
internal sealed class TableGuess
{
    private const double Mostly = 0.8;

    private readonly TableSurvey survey;
    private readonly TableColumn[] columns;
    private readonly (string Plain, string Unit)[] names;

    private TableGuess(TableSurvey survey)
    {
        this.survey = survey;
        names = [.. survey.Columns.Select((_, i) => ColumnWords.Split(survey.NameOf(i)))];
        columns =
        [
            .. survey.Columns.Select(
                (_, i) => new TableColumn(i, TableRole.Ignore) { Header = survey.NameOf(i) }
            ),
        ];
    }

    public static TableDescription Of(TableSurvey survey, TableSource source)
    {
        var guess = new TableGuess(survey);
        guess.Times();
        guess.Values();
        guess.Nameless();
        var times = guess
            .columns.Where(c => c.Role is TableRole.Moment or TableRole.Date or TableRole.End)
            .Select(c => survey.Columns[c.Index])
            .ToList();
        var (day, month) = (times.Sum(t => t.OnlyDayFirst), times.Sum(t => t.OnlyMonthFirst));
        var needsOrder = times.Exists(t => t.NeedsOrder);
        var isMonthFirst = month > day || (month == day && survey.Columns.Any(c => c.HasHalfDay));
        return new TableDescription
        {
            HeaderLine = survey.Header?.Line ?? 0,
            Columns = guess.columns,
            DateOrder =
                !needsOrder ? null
                : isMonthFirst ? "mdy"
                : "dmy",
            DateOrderSure = !needsOrder || (day == 0) != (month == 0),
            DecimalSign =
                source.IsText
                && survey.Columns.Sum(c => c.Commas) > survey.Columns.Sum(c => c.Points)
                    ? ","
                    : ".",
            Source = source.Brand,
            Sample = survey.Sample,
        };
    }

    private void Times()
    {
        // A name that says so is believed even where many cells are no dates: they are refused by name then.
        var moments = Where(IsTime).FindAll(i => survey.Columns[i].Moments > 0);
        var dates = Where(IsTime).FindAll(i => survey.Columns[i].Moments == 0);
        var clocks = Where(c => Share(c, c.Clocks) >= Mostly);
        var epochs = Where(c => Share(c, c.Epochs) >= Mostly)
            .Where(i => ColumnWords.IsMoment(names[i].Plain) || ColumnWords.IsDate(names[i].Plain))
            .ToList();
        var starts = moments.Concat(epochs).Where(i => !ColumnWords.IsEnd(names[i].Plain)).ToList();
        if (starts.Count > 0)
        {
            Set(
                starts[0],
                TableRole.Moment,
                sure: starts.Count == 1 || ColumnWords.IsMoment(names[starts[0]].Plain)
            );
            if (moments.Exists(i => ColumnWords.IsEnd(names[i].Plain)))
                Set(moments.Find(i => ColumnWords.IsEnd(names[i].Plain)), TableRole.End, true);
        }
        else if (dates.Count > 0)
        {
            Set(dates[0], TableRole.Date, sure: dates.Count == 1);
            if (clocks.Count > 0)
                Set(clocks[0], TableRole.Time, sure: clocks.Count == 1);
        }
    }

    private void Values()
    {
        // French cuffs write PAS and PAD; a pedometer writes pas alone.
        var isFrenchCuff = names.Any(n => n.Plain is "pad" or "diastolique" or "dia");
        for (var i = 0; i < columns.Length; i++)
        {
            var seen = survey.Columns[i];
            if (columns[i].Role != TableRole.Ignore || ColumnWords.IsTime(names[i].Plain))
                continue;
            if (seen.Pairs > seen.Numbers)
            {
                Value(i, KindCatalogue.Get("blood-pressure"), isNamed: true);
                continue;
            }
            if (seen.Numbers == 0)
                continue;
            var kind =
                isFrenchCuff && names[i].Plain == "pas"
                    ? KindCatalogue.Get("systolic")
                    : ColumnWords.Find(names[i].Plain);
            if (kind is not null)
                Value(i, UnitGuess.ByUnit(kind, names[i].Unit), isNamed: true);
        }
    }

    /// <summary>Without names: two columns of whole numbers that lie as blood pressures do, and a pulse behind them.</summary>
    private void Nameless()
    {
        if (survey.Header is not null)
            return;
        var numbers = Where(c => Share(c, c.Numbers) >= Mostly)
            .Where(i => columns[i].Role == TableRole.Ignore)
            .ToList();
        for (var n = 0; n + 1 < numbers.Count; n++)
        {
            var (first, second) = (survey.Columns[numbers[n]], survey.Columns[numbers[n + 1]]);
            if (
                first.Mean is < 90 or > 190
                || second.Mean is < 45 or > 115
                || first.Mean - second.Mean < 20
                || first.Points + first.Commas > 0
            )
                continue;
            Value(numbers[n], KindCatalogue.Get("systolic"), isNamed: false);
            Value(numbers[n + 1], KindCatalogue.Get("diastolic"), isNamed: false);
            if (n + 2 < numbers.Count && survey.Columns[numbers[n + 2]].Mean is > 40 and < 130)
                Value(numbers[n + 2], KindCatalogue.Get("heart-rate"), isNamed: false);
            return;
        }
    }

    private void Value(int column, Kind kind, bool isNamed)
    {
        var seen = survey.Columns[column];
        var written =
            UnitWords.NameOf(kind, names[column].Unit) ?? UnitWords.NameOf(kind, seen.Unit);
        var byRange = UnitGuess.ByRange(kind, seen);
        columns[column] = columns[column] with
        {
            Role = TableRole.Value,
            Kind = kind.Code,
            Unit = written ?? byRange ?? kind.Canonical.Ucum,
            Units = UnitWords.Choices(kind),
            Sure = isNamed && (written is not null || (kind.Units.Count == 1 && byRange is null)),
        };
    }

    private List<int> Where(Func<ColumnSeen, bool> which) => Where(i => which(survey.Columns[i]));

    private List<int> Where(Func<int, bool> which) =>
        [.. Enumerable.Range(0, columns.Length).Where(which)];

    private bool IsTime(int column)
    {
        var seen = survey.Columns[column];
        var times = seen.Dates + seen.Moments;
        var name = names[column].Plain;
        var isNamed = ColumnWords.IsDate(name) || ColumnWords.IsMoment(name);
        return times > 0 && (isNamed || Share(seen, times) >= Mostly);
    }

    private void Set(int column, TableRole role, bool sure) =>
        columns[column] = columns[column] with { Role = role, Sure = sure };

    private static double Share(ColumnSeen column, long some) =>
        column.Filled == 0 ? 0 : (double)some / column.Filled;
}
