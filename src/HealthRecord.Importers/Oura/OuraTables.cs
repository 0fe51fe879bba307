using System.Buffers;
using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Oura;

/// <summary>A table of the account export: each row is an item of the API, its lists and objects written as JSON into cells.</summary>
internal static class OuraTables
{
    public static void Read(SourceFile file, OuraItems items, CancellationToken ct)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        TableReader.Each(
            file,
            ';',
            row =>
            {
                if (row.IsCut)
                {
                    items.Cut(row.Line);
                    return;
                }
                bytes.ResetWrittenCount();
                using (var json = new Utf8JsonWriter(bytes))
                    Write(json, row);
                using var item = JsonDocument.Parse(bytes.WrittenMemory);
                items.Take(item.RootElement, "", row.Line);
            },
            ct
        );
    }

    private static void Write(Utf8JsonWriter json, NamedRow row)
    {
        json.WriteStartObject();
        foreach (var name in row.Names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (row[name] is not { } cell)
                continue;
            json.WritePropertyName(name);
            if (cell[0] is '{' or '[' && IsJson(cell))
                json.WriteRawValue(cell, skipInputValidation: true);
            else
                json.WriteStringValue(cell);
        }
        json.WriteEndObject();
    }

    private static bool IsJson(string cell)
    {
        try
        {
            using var whole = JsonDocument.Parse(cell);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
