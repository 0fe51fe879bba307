namespace HealthRecord.Importers.Tables;

/// <summary>A row of a table that a program wrote, its cells by the names of their columns.</summary>
internal readonly struct NamedRow(TableHeader header, TableRow row)
{
    /// <summary>As the file writes them, without blanks around them.</summary>
    public IEnumerable<string> Names => header.Names.Select(n => n.Trim());

    /// <summary>1-based, of the line in which it begins.</summary>
    public long Line => row.Line;

    /// <inheritdoc cref="TableRow.IsCut"/>
    public bool IsCut => row.IsCut;

    /// <summary>Null where the table or the row has no such cell, or an empty one.</summary>
    public string? this[string column] =>
        row[header.Find(column)] is { Length: > 0 } cell ? cell : null;
}
