using System.Text.Json;
using System.Text.Json.Serialization;

namespace HealthRecord.Importers.Tables;

/// <summary>
/// What the columns of a table are. As JSON it is the proposal of a question of <see cref="ImportTopic.Columns"/> and, corrected
/// by a person, the answer to it.
/// </summary>
/// <remarks>
/// <para>The question's id is <c>columns:</c> and a signature of the header: the same for every file with these columns, so that
/// an answer can be kept and given again. The JSON is camel case; what is null is left out; unknown properties are ignored.</para>
/// <para>An answer needs <see cref="Columns"/> with a role each (columns that are missing are ignored), and may leave out
/// <see cref="HeaderLine"/>, which is found again in every file, <see cref="Sample"/> and everything that says how sure a
/// guess is. It must name at least one column of role <see cref="TableRole.Moment"/> or <see cref="TableRole.Date"/> and one of <see cref="TableRole.Value"/>; otherwise, or where
/// a kind, unit or zone is not known, the question comes again with the argument <c>again</c>.</para>
/// <para>A row gives one reading for each value with something in it. A systolic and a diastolic value of one row are one blood
/// pressure, in the order of their columns; a mean and a pulse beside them are parts of it. Without a time of day a value that
/// adds up over a day covers that day, and any other stands at noon.</para>
/// </remarks>
/// <example>
/// <code>{"version":1,"headerLine":1,"decimalSign":",","dateOrder":"dmy","source":"Balance","columns":[
/// {"index":0,"header":"Date","role":"date"},{"index":1,"header":"Poids (kg)","role":"value","kind":"body-weight","unit":"kg"}]}</code>
/// </example>
public sealed record TableDescription
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<TableRole>(
                JsonNamingPolicy.CamelCase,
                allowIntegerValues: false
            ),
        },
    };

    /// <summary>Of this description: 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Line of the names of the columns, 1-based; 0 where the table has none. Rows above it are not read.</summary>
    public long HeaderLine { get; init; }

    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    /// <summary>
    /// Of dates of digits that do not begin with the year: <c>dmy</c> or <c>mdy</c>; null where there are none, or as the file
    /// itself shows. Where a file shows the other order, or none was said and it shows none, the question comes again.
    /// </summary>
    public string? DateOrder { get; init; }

    /// <summary>The file itself shows the order, or needs none: false where a person should look twice.</summary>
    public bool DateOrderSure { get; init; }

    /// <summary><c>.</c> or <c>,</c>; the other one groups thousands.</summary>
    public string DecimalSign { get; init; } = ".";

    /// <summary>IANA name of where the clock was that wrote the times; null for where the person lived.</summary>
    public string? Zone { get; init; }

    /// <summary>What measured, as a person would name it: at most 100 characters. Empty for the kind of file.</summary>
    public string? Source { get; init; }

    /// <summary>The first rows as they stand, to be shown beside the columns.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Sample { get; init; }

    /// <exception cref="JsonException">It is not one.</exception>
    public static TableDescription Parse(string json) =>
        JsonSerializer.Deserialize<TableDescription>(json, Options)
        ?? throw new JsonException("A description is an object.");

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <param name="Index">0-based place in the row.</param>
public sealed record TableColumn(int Index, TableRole Role)
{
    /// <summary>Its name as it stands in the file; empty where the table has no header. Values are counted under it.</summary>
    public string Header { get; init; } = "";

    /// <summary>Of a value: code of a kind of the catalogue that is written as a number, or <c>blood-pressure</c> for cells like <c>120/80</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Of a value: UCUM code. One of the kind's units, or one of <see cref="Units"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>Of a value: the units that can be chosen for its kind.</summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>False where the role, the kind or the unit was guessed from the values alone: a person should look twice.</summary>
    public bool Sure { get; init; }
}

/// <summary>What a column is for.</summary>
public enum TableRole
{
    Ignore,

    /// <summary>Date and time of day, or a number of seconds or milliseconds since 1970.</summary>
    Moment,
    Date,

    /// <summary>Time of day of the column <see cref="Date"/>.</summary>
    Time,

    /// <summary>Date and time of day at which an interval ends.</summary>
    End,
    Value,
}
