using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Formats;

/// <summary>Hands out the numbers of a record field by field.</summary>
internal static class Fields
{
    /// <summary>A missing field is no record and says nothing; one that is no number is refused.</summary>
    /// <param name="where">Everything but measure and value.</param>
    /// <returns>Whether it became a reading.</returns>
    public static bool Take(this Handover handover, in Found where, NumberField field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return false;
        return field.TryRead(text, out var value)
            ? handover.Take(where with { Measure = field.Measure, Value = value })
            : handover.Refuse(where.Origin, RefusalReason.NotANumber, text, where.Line);
    }

    /// <summary>Refuses a field that is there, for a reason that lies in the field and not in its value.</summary>
    public static void RefuseField(
        this Handover handover,
        in Found where,
        string? text,
        RefusalReason reason
    )
    {
        if (!string.IsNullOrWhiteSpace(text))
            handover.Refuse(where.Origin, reason, text, where.Line);
    }
}
