using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>What stands inside a correlation: the numbers of one blood pressure, or records that stand outside as well.</summary>
internal sealed class AppleCorrelations(BloodPressures pressures, NestedRecords nested)
{
    private ToldPressure? told;

    public void Open(XmlTags tags) =>
        told = AppleAttributes
            .Of(tags, "type"u8)
            .SequenceEqual("HKCorrelationTypeIdentifierBloodPressure"u8)
            ? new()
            : null;

    public void Add(in AppleRecord record)
    {
        if (told is not null && record.Type.Half == AppleHalf.Systolic)
            told.Systolic ??= record;
        else if (told is not null && record.Type.Half == AppleHalf.Diastolic)
            told.Diastolic ??= record;
        else if (told is not null && record.Type.Kind is { Code: "heart-rate" })
            told.Pulse ??= record.Reason is null ? record.Value : null;
        else
            nested.SeenInside(record);
    }

    public void Close()
    {
        if (told is not null)
            pressures.Add(told);
        told = null;
    }
}
