using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Withings;

/// <summary>Rows of nights.</summary>
internal static class WithingsNights
{
    private static readonly (string Name, string Kind)[] Lengths =
    [
        ("light (s)", "sleep-light"),
        ("deep (s)", "sleep-deep"),
        ("rem (s)", "sleep-rem"),
        ("awake (s)", "sleep-awake"),
    ];

    /// <summary>The time in bed, and how long the parts of the night were: their places in it stand in other tables.</summary>
    public static void Read(string name, TableHeader header, TableRow row, RowReadings rows)
    {
        rows.Code(name + "from", Measure.Of("sleep-stage"), "in-bed", row[header.Find("from")]);
        for (var column = 0; column < header.Count; column++)
        {
            if (column == header.Find("from") || column == header.Find("to"))
                continue;
            var origin = name + header.NameOf(column);
            var kind = Array.Find(Lengths, l => header.Find(l.Name) == column).Kind;
            if (kind is null)
                rows.Refuse(origin, RefusalReason.UnknownType, row[column]);
            else
                rows.Number(
                    origin,
                    Measure.Of(kind),
                    row[column],
                    convert: Conversions.SecondsToHours
                );
        }
    }
}
