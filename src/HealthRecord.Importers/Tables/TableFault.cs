namespace HealthRecord.Importers.Tables;

/// <summary>Why the columns of a table cannot be read as somebody says.</summary>
/// <param name="Column">Index of the column that it lies in; -1 where it is about the whole table.</param>
public readonly record struct TableFault(TableFaultReason Reason, int Column = -1);

public enum TableFaultReason
{
    /// <summary>Not a description, or one of another table.</summary>
    Unreadable,

    /// <summary>Nothing says when a row was.</summary>
    NoTime,

    /// <summary>Nothing is measured.</summary>
    NoValue,

    /// <summary>Another column says the same of when a row was.</summary>
    TwiceTheTime,

    /// <summary>A time of day without the column of its date.</summary>
    TimeWithoutDate,

    /// <summary>No kind is known by this code, or none that a number is written of.</summary>
    Kind,

    /// <summary>The kind is not measured in this unit.</summary>
    Unit,

    /// <summary>A systolic pressure without its diastolic one, or the other way round.</summary>
    HalfPressure,

    /// <summary>Nobody has said which of day and month comes first.</summary>
    DateOrderMissing,

    /// <summary>The dates of the file show the other order.</summary>
    DateOrderOther,

    /// <summary>Nobody knows a zone of this name.</summary>
    Zone,
}
