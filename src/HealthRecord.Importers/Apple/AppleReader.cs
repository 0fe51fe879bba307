using System.Globalization;
using System.Runtime.CompilerServices;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>Walks through the elements of an export. Every record directly under the root is taken, merged or refused, once.</summary>
internal sealed class AppleReader
{
    private const int Deepest = 64;
    private const int TagsBetweenAsking = 1024;

    private readonly XmlTags tags;
    private readonly IImportSink sink;
    private readonly AppleNames names = new();
    private readonly AppleRecords records;
    private readonly AppleHandover handover;
    private readonly AppleWorkout workout;
    private readonly BloodPressures pressures;
    private readonly NestedRecords nested;
    private readonly AppleElement[] open = new AppleElement[Deepest];
    private readonly Dictionary<AppleElement, long> passedOver = [];
    private int depth;
    private AppleRecord record;
    private BloodPressures.Told? told;
    private bool isWhole;
    private long misnested;
    private long duplicated;

    public AppleReader(XmlTags tags, ImportContext context, IImportSink sink, AppleRoutes routes)
    {
        this.tags = tags;
        this.sink = sink;
        records = new(names, context);
        handover = new(sink);
        workout = new(names, records, routes);
        pressures = new(handover);
        nested = new(handover);
    }

    public void Read(CancellationToken ct)
    {
        for (var i = 0; !isWhole && tags.Read(); i++)
        {
            if (i % TagsBetweenAsking == 0)
                ct.ThrowIfCancellationRequested();
            if (tags.IsEnd)
                End(AppleElements.Of(tags.Name));
            else
                Start(AppleElements.Of(tags.Name));
        }
        // What was open at the cut is not complete: its name might be missing, and it would come twice with the next export.
        pressures.Finish();
        nested.Finish();
        workout.Finish(sink);
    }

    public void Warn()
    {
        if (!isWhole)
            Warn(Warnings.CutXml, handover.Records);
        WarnIfAny(Warnings.DamagedXml, tags.Damaged + misnested);
        WarnIfAny(Warnings.DuplicatedAttribute, records.Duplicated + duplicated);
        WarnIfAny(Warnings.AttributeNames, tags.OddNames);
        if (tags.DeclaresEntities)
            sink.Warn(Warnings.EntitiesIgnored);
        foreach (var type in names.Types)
        foreach (var unit in type.ConvertedUnits)
            sink.Warn(
                Warnings.UnitConverted,
                type.Origin,
                unit.Text,
                unit.Unit.Ucum,
                unit.Count.ToString(CultureInfo.InvariantCulture)
            );
        WarnIfAny(Warnings.NestedAssumed, nested.Assumed);
        WarnIfAny(Warnings.TooManyWorkouts, workout.LeftOut);
        WarnIfAny(Warnings.SummariesComputed, PassedOver(AppleElement.ActivitySummary));
        WarnIfAny(Warnings.ClinicalLinks, PassedOver(AppleElement.ClinicalRecord));
        WarnIfAny(Warnings.Audiograms, PassedOver(AppleElement.Audiogram));
        WarnIfAny(Warnings.VisionPrescriptions, PassedOver(AppleElement.VisionPrescription));
    }

    private AppleElement Inside => depth == 0 ? AppleElement.Other : open[depth - 1];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Start(AppleElement element)
    {
        if (element == AppleElement.Record)
            CloseUntil(AppleElement.HealthData, AppleElement.Correlation);
        else if (AppleElements.IsTop(element))
            CloseUntil(AppleElement.HealthData, AppleElement.HealthData);

        switch (element)
        {
            case AppleElement.Record:
                record = records.Read(tags);
                break;
            case AppleElement.MetadataEntry:
                Metadata();
                break;
            case AppleElement.Correlation:
                told = IsBloodPressure() ? new() : null;
                break;
            case AppleElement.Workout:
                workout.Open(tags);
                break;
            case AppleElement.WorkoutStatistics when Inside == AppleElement.Workout:
                CountDuplicates();
                workout.Statistics(tags);
                break;
            case AppleElement.FileReference when IsInWorkout():
                workout.RouteFile(tags);
                break;
            case AppleElement.Me:
                Me();
                break;
            case AppleElement.ActivitySummary:
            case AppleElement.ClinicalRecord:
            case AppleElement.Audiogram:
            case AppleElement.VisionPrescription:
                passedOver[element] = PassedOver(element) + 1;
                break;
        }

        if (tags.IsEmpty)
        {
            Closed(element);
            return;
        }
        if (depth == Deepest)
            throw new ImportRefusedException(Refusals.TooDeep);
        open[depth++] = element;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void End(AppleElement element)
    {
        if (depth == 0)
            return;
        var at = depth - 1;
        while (at >= 0 && open[at] != element)
            at--;
        if (at < depth - 1)
        {
            misnested++;
            // A name that nothing open has was meant for what is open, except for the root: that one is closed by its own.
            if (at < 0)
                at = Math.Max(depth - 1, 1);
        }
        while (depth > at)
            Closed(open[--depth]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Closed(AppleElement element)
    {
        switch (element)
        {
            case AppleElement.Record:
                if (Inside == AppleElement.Correlation)
                    GiveNested();
                else
                    GiveTop();
                break;
            case AppleElement.Correlation when told is not null:
                pressures.Add(told);
                told = null;
                break;
            case AppleElement.Workout:
                workout.Close(sink);
                break;
            case AppleElement.HealthData:
                isWhole = depth == 0;
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
        if (record.Type.IsDietary)
            nested.SeenOutside(record);
        handover.Give(record);
    }

    private void GiveNested()
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Metadata()
    {
        if (Inside is not (AppleElement.Record or AppleElement.Workout))
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
        if (Inside == AppleElement.Record)
            AppleMetadata.Read(ref record, names, key, value);
        else
            workout.Metadata(key, value);
    }

    /// <summary>With the route between the two.</summary>
    private bool IsInWorkout() => depth > 0 && open.AsSpan(0, depth).Contains(AppleElement.Workout);

    private bool IsBloodPressure()
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags.NameOf(i).SequenceEqual("type"u8))
                return tags.ValueOf(i).SequenceEqual("HKCorrelationTypeIdentifierBloodPressure"u8);
        }
        return false;
    }

    private void Me()
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (
                tags.NameOf(i).SequenceEqual("HKCharacteristicTypeIdentifierDateOfBirth"u8)
                && AppleTime.TryDate(tags.ValueOf(i), out var day)
            )
                sink.BornOn(day);
        }
    }

    /// <summary>Phones with iOS 16 wrote the end of statistics under the name of the start. Neither is needed.</summary>
    private void CountDuplicates()
    {
        var starts = 0;
        for (var i = 0; i < tags.Count; i++)
            starts += tags.NameOf(i).SequenceEqual("startDate"u8) ? 1 : 0;
        duplicated += starts > 1 ? 1 : 0;
    }

    /// <summary>Closes what a damaged file left open, so that what comes next stands where it belongs.</summary>
    private void CloseUntil(AppleElement one, AppleElement other)
    {
        var at = depth - 1;
        while (at > 0 && open[at] != one && open[at] != other)
            at--;
        while (depth - 1 > at)
        {
            misnested++;
            Closed(open[--depth]);
        }
    }

    private long PassedOver(AppleElement element) => passedOver.GetValueOrDefault(element);

    private void WarnIfAny(string key, long count)
    {
        if (count > 0)
            Warn(key, count);
    }

    private void Warn(string key, long count) =>
        sink.Warn(key, count.ToString(CultureInfo.InvariantCulture));
}
