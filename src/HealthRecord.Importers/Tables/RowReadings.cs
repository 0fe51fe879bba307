using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>Hands out the numbers of one row after the other. Each cell with something in it ends somewhere, under its own name.</summary>
internal sealed class RowReadings(Handover handover, bool commaIsDecimal)
{
    private static readonly Measure BloodPressure = Measure.Of("blood-pressure");
    private SourceKey source = SourceKey.ByHand;
    private (long Start, long End, string? Zone) at;
    private ExternalIdentity? identity;
    private long line;
    private (RefusalReason Reason, string? Text)? unusable;
    private bool any;
    private readonly ConvertedUnits converted = new();

    /// <summary>What holds for all numbers of the row.</summary>
    public void At(
        SourceKey from,
        long startMs,
        long endMs,
        string? zone,
        long atLine,
        ExternalIdentity? named = null
    )
    {
        (source, at, line, identity) = (from, (startMs, endMs, zone), atLine, named);
        (unusable, any) = (null, false);
    }

    /// <summary>Nothing of the row can be used, whatever stands in it.</summary>
    public void Unusable(RefusalReason reason, string? text, long atLine) =>
        (unusable, line, any) = ((reason, text), atLine, false);

    public void WarnConverted(IImportSink sink) => converted.Warn(sink);

    /// <summary>Ends a row in which no cell held anything: it is named as a whole.</summary>
    public void Finish(string origin)
    {
        if (!any)
            handover.Refuse(origin, RefusalReason.Incomplete, null, line);
    }

    /// <summary>One number; nothing at all where the cell says that there is none.</summary>
    /// <param name="zeroIsNone">The producer writes 0 for "not measured".</param>
    /// <param name="convert">Where the catalogue lacks the file's unit.</param>
    /// <returns>Whether it became a reading.</returns>
    public bool Number(
        string origin,
        Measure measure,
        string cell,
        bool zeroIsNone = false,
        Conversion? convert = null
    )
    {
        if (!IsSomething(cell) || IsRefused(origin, cell))
            return false;
        if (!TryNumber(origin, cell, out var number))
            return false;
        if (zeroIsNone && number.Digits == 0)
            return handover.Refuse(origin, RefusalReason.Sentinel, cell, line);
        if (convert is not null)
        {
            if (convert.Apply(number) is not { } other)
                return handover.Refuse(origin, RefusalReason.Impossible, cell, line);
            number = other;
        }
        if (!handover.Take(Found(origin, measure, number)))
            return false;
        if (convert is not null)
            converted.Add(origin, convert);
        return true;
    }

    /// <summary>A code of a coded kind.</summary>
    public bool Code(string origin, Measure measure, string? code, string cell)
    {
        any = true;
        if (IsRefused(origin, cell))
            return false;
        return code is null
            ? handover.Refuse(origin, RefusalReason.Code, cell, line)
            : handover.Take(Found(origin, measure, measure.Code(code)));
    }

    /// <summary>One reading of the numbers of one measurement. The pulse and the mean count as parts of it.</summary>
    /// <remarks>A systolic and a diastolic of zero are how devices write that they failed.</remarks>
    public bool Pressure(PressureCells cells)
    {
        if (cells.All.Count(c => IsSomething(c.Cell)) == 0)
            return false;
        if (unusable is { } why)
            return RefuseAll(cells, why.Reason, why.Text);
        if (CellNumbers.IsNone(cells.Systolic.Cell) || CellNumbers.IsNone(cells.Diastolic.Cell))
            return RefuseAll(cells, RefusalReason.Incomplete, null);
        if (IsZero(cells.Systolic.Cell) && IsZero(cells.Diastolic.Cell))
            return RefuseAll(cells, RefusalReason.Sentinel, null);
        if (!Parse(cells.Systolic, out var systolic) || !Parse(cells.Diastolic, out var diastolic))
            return RefuseAll(cells, RefusalReason.NotANumber, null);
        var mean = Further(cells.Mean);
        var pulse = Further(cells.Pulse);
        var reading = Found(cells.Systolic.Origin, BloodPressure, systolic) with
        {
            Parts = new([diastolic, mean, pulse]),
        };
        var isTaken = handover.Take(reading);
        List<(string Origin, string Cell)> further = [cells.Diastolic];
        if (mean is not null)
            further.Add(cells.Mean);
        if (pulse is not null)
            further.Add(cells.Pulse);
        foreach (var (origin, cell) in further)
            if (isTaken)
                handover.Merged(origin, 1);
            // The first number is refused by name; the others are nothing without it.
            else
                handover.Refuse(origin, RefusalReason.Incomplete, cell, line);
        return isTaken;
    }

    /// <summary>Something of the row that cannot become a reading; nothing at all where the cell says that there is nothing.</summary>
    public void Refuse(string origin, RefusalReason reason, string cell)
    {
        if (IsSomething(cell) && !IsRefused(origin, cell))
            handover.Refuse(origin, reason, cell, line);
    }

    /// <summary>A number that is part of one already counted.</summary>
    public void Merged(string origin, string cell)
    {
        if (IsSomething(cell) && !IsRefused(origin, cell))
            handover.Merged(origin, 1);
    }

    private Found Found(string origin, Measure measure, WrittenNumber number) =>
        new(origin, measure, source, at.Start, at.End, number)
        {
            Zone = at.Zone,
            Identity = identity,
            Line = line,
        };

    /// <summary>A pulse that was not found does not spoil the pressure: it is refused alone.</summary>
    private WrittenNumber? Further((string Origin, string Cell) part)
    {
        if (CellNumbers.IsNone(part.Cell))
            return null;
        if (!TryNumber(part.Origin, part.Cell, out var number))
            return null;
        if (number.Digits != 0)
            return number;
        handover.Refuse(part.Origin, RefusalReason.Sentinel, part.Cell, line);
        return null;
    }

    private bool RefuseAll(PressureCells cells, RefusalReason reason, string? text)
    {
        foreach (var (origin, cell) in cells.All)
            if (!CellNumbers.IsNone(cell))
                handover.Refuse(origin, reason, text ?? cell, line);
        return false;
    }

    private bool IsSomething(string cell)
    {
        if (CellNumbers.IsNone(cell))
            return false;
        any = true;
        return true;
    }

    private bool IsRefused(string origin, string cell)
    {
        if (unusable is not { } why)
            return false;
        handover.Refuse(origin, why.Reason, why.Text ?? cell, line);
        return true;
    }

    private bool TryNumber(string origin, string cell, out WrittenNumber number)
    {
        if (CellNumbers.TryParse(cell, commaIsDecimal, out number))
            return true;
        return handover.Refuse(
            origin,
            CellNumbers.IsOutside(cell) ? RefusalReason.Sentinel : RefusalReason.NotANumber,
            cell,
            line
        );
    }

    private bool Parse((string Origin, string Cell) part, out WrittenNumber number) =>
        CellNumbers.TryParse(part.Cell, commaIsDecimal, out number);

    private bool IsZero(string cell) =>
        CellNumbers.TryParse(cell, commaIsDecimal, out var number) && number.Digits == 0;
}
