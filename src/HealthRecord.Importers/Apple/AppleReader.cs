using System.Runtime.CompilerServices;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Walks through the elements of an export. Every record directly under the root is taken, merged or refused, once.</summary>
internal sealed class AppleReader
{
    private const int TagsBetweenAsking = 1024;

    private readonly XmlTags tags;
    private readonly IImportSink sink;
    private readonly AppleNames names = new();
    private readonly AppleRecords records;
    private readonly AppleHandover handover;
    private readonly AppleWorkout workout;
    private readonly AppleWorkouts workouts;
    private readonly AppleEfforts efforts;
    private readonly BloodPressures pressures;
    private readonly NestedRecords nested;
    private readonly AppleCorrelations correlations;
    private readonly AppleRemarks remarks;
    private readonly AppleNesting open;
    private AppleRecord record;
    private bool isWhole;

    public AppleReader(XmlTags tags, ImportContext context, IImportSink sink, AppleRoutes routes)
    {
        this.tags = tags;
        this.sink = sink;
        open = new(Closed);
        records = new(names, context);
        handover = new(sink);
        efforts = new(handover);
        workouts = new(routes, efforts, sink);
        workout = new(names, records, workouts);
        pressures = new(handover);
        nested = new(handover);
        correlations = new(pressures, nested);
        remarks = new(sink);
    }

    public void Read(CancellationToken ct)
    {
        for (var i = 0; !isWhole && tags.Read(); i++)
        {
            if (i % TagsBetweenAsking == 0)
                ct.ThrowIfCancellationRequested();
            if (tags.IsEnd)
                open.Close(AppleElements.Of(tags.Name));
            else
                Start(AppleElements.Of(tags.Name));
        }
        // What was open at the cut is not complete: its name might be missing, and it would come twice with the next export.
        pressures.Finish();
        nested.Finish();
        workouts.Finish();
    }

    public void Warn()
    {
        if (!isWhole)
            remarks.Say(Warnings.CutXml, handover.Records);
        remarks.IfAny(Warnings.DamagedXml, tags.Damaged + open.Misnested);
        remarks.IfAny(Warnings.DuplicatedAttribute, records.Duplicated + workout.Duplicated);
        remarks.IfAny(Warnings.AttributeNames, tags.OddNames);
        if (tags.DeclaresEntities)
            sink.Warn(Warnings.EntitiesIgnored);
        remarks.Converted(names.Types);
        remarks.IfAny(Warnings.NestedAssumed, nested.Assumed);
        remarks.IfAny(Warnings.TooManyWorkouts, workouts.LeftOut);
        remarks.IfAny(Warnings.TooManyLaps, workout.LapsLeftOut);
        remarks.PassedOver();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Start(AppleElement element)
    {
        if (element == AppleElement.Record)
            open.CloseUntil(AppleElement.HealthData, AppleElement.Correlation);
        else if (AppleElements.IsTop(element))
            open.CloseUntil(AppleElement.HealthData, AppleElement.HealthData);

        switch (element)
        {
            case AppleElement.Record:
                record = records.Read(tags);
                break;
            case AppleElement.MetadataEntry:
                Metadata();
                break;
            case AppleElement.Correlation:
                correlations.Open(tags);
                break;
            case AppleElement.Workout:
                workout.Open(tags);
                break;
            case AppleElement.WorkoutStatistics when open.Inside == AppleElement.Workout:
                workout.Statistics(tags);
                break;
            case AppleElement.WorkoutEvent when open.IsIn(AppleElement.Workout):
                workout.Event(tags);
                break;
            case AppleElement.FileReference when open.IsIn(AppleElement.Workout):
                workout.RouteFile(tags);
                break;
            case AppleElement.Me:
                Born();
                break;
            case AppleElement.ActivitySummary:
            case AppleElement.ClinicalRecord:
            case AppleElement.Audiogram:
            case AppleElement.VisionPrescription:
                remarks.PassOver(element);
                break;
        }

        if (tags.IsEmpty)
        {
            Closed(element);
            return;
        }
        open.Open(element);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Closed(AppleElement element)
    {
        switch (element)
        {
            case AppleElement.Record:
                if (open.Inside == AppleElement.Correlation)
                    correlations.Add(record);
                else
                    GiveTop();
                break;
            case AppleElement.Correlation:
                correlations.Close();
                break;
            case AppleElement.Workout:
                workout.Close(sink);
                break;
            case AppleElement.HealthData:
                isWhole = open.Depth == 0;
                break;
        }
    }

    private void GiveTop()
    {
        if (record.Type.Half != AppleHalf.None)
        {
            pressures.Add(record);
            return;
        }
        if (record.Type.Value == AppleValue.Effort && record.Reason is null)
        {
            efforts.Add(record);
            return;
        }
        if (record.Type.IsDietary)
            nested.SeenOutside(record);
        handover.Give(record);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Metadata()
    {
        if (open.Inside is not (AppleElement.Record or AppleElement.Workout))
            return;
        ReadOnlySpan<byte> key = default;
        ReadOnlySpan<byte> value = default;
        for (var i = 0; i < tags.Count; i++)
        {
            var name = tags.NameOf(i);
            if (name.SequenceEqual("key"u8))
                key = tags.ValueOf(i);
            else if (name.SequenceEqual("value"u8))
                value = tags.ValueOf(i);
        }
        if (open.Inside == AppleElement.Record)
            AppleMetadata.Read(ref record, names, key, value);
        else
            workout.Metadata(key, value);
    }

    private void Born()
    {
        var birth = AppleAttributes.Of(tags, "HKCharacteristicTypeIdentifierDateOfBirth"u8);
        if (AppleTime.TryDate(birth, out var day))
            sink.BornOn(day);
    }
}
