using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Imports;

/// <summary>How a person said that tables with these columns are read.</summary>
/// <param name="Question">Id of the question: the same for every file with these columns.</param>
/// <param name="Answer">JSON of a <see cref="Importers.Tables.TableDescription"/>, without any row of the file.</param>
internal sealed record ImportColumns(string Question, string Answer)
{
    public int Version { get; init; } = 1;

    public static readonly EntryType<ImportColumns> Type = new(
        "import-columns",
        RecordDomains.Measures,
        ImportColumnsJson.Default.ImportColumns
    );
}

[JsonSerializable(typeof(ImportColumns))]
internal sealed partial class ImportColumnsJson : JsonSerializerContext;
