using System.Globalization;

namespace HealthRecord.Importers.Apple;

/// <summary>What has to be said of an export as a whole.</summary>
internal sealed class AppleRemarks(IImportSink sink)
{
    private readonly Dictionary<AppleElement, long> passedOver = [];

    /// <summary>Counts an element that nothing is read of.</summary>
    public void PassOver(AppleElement element) =>
        passedOver[element] = passedOver.GetValueOrDefault(element) + 1;

    public void Converted(IEnumerable<AppleType> types)
    {
        foreach (var type in types)
        foreach (var unit in type.ConvertedUnits)
            sink.Warn(
                Warnings.UnitConverted,
                type.Origin,
                unit.Text,
                unit.Unit.Ucum,
                unit.Count.ToString(CultureInfo.InvariantCulture)
            );
    }

    public void PassedOver()
    {
        IfAny(Warnings.SummariesComputed, AppleElement.ActivitySummary);
        IfAny(Warnings.ClinicalLinks, AppleElement.ClinicalRecord);
        IfAny(Warnings.Audiograms, AppleElement.Audiogram);
        IfAny(Warnings.VisionPrescriptions, AppleElement.VisionPrescription);
    }

    public void IfAny(string key, long count)
    {
        if (count > 0)
            Say(key, count);
    }

    public void Say(string key, long count) =>
        sink.Warn(key, count.ToString(CultureInfo.InvariantCulture));

    private void IfAny(string key, AppleElement element) =>
        IfAny(key, passedOver.GetValueOrDefault(element));
}
