using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings.Store;
using HealthRecord.Importers.Gatt;

namespace HealthRecord.Features.Devices;

/// <summary>A month of one kind as a device tells it, and what the record holds of it already.</summary>
internal sealed record DeviceMonth(Kind Kind, Segment Told, Segment? Present)
{
    /// <summary>Adds what was told, and says nothing beside a reading that a person has said something of.</summary>
    public SegmentChange Change() =>
        new(
            Kind,
            Told.Source,
            Told.Month,
            present => present is null ? Told : Segment.Merge(present, Without(present))
        );

    public MergeTally Tally() =>
        Segment.Tally(Present, Present is null ? Told : Without(Present), Kind);

    private Segment Without(Segment present)
    {
        var said = present.Marks.Select(m => m.Key).ToHashSet();
        var left = Told.Marks.Where(m => !said.Contains(m.Key)).ToList();
        return left.Count == Told.Marks.Count
            ? Told
            : Segment.Of(Told.KindCode, Told.Source, Told.Month, Told.Facts, left);
    }
}

/// <summary>Turns what a device sent into facts of the record.</summary>
internal sealed class DeviceFacts(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    /// <param name="carrier">Who carries them, so that they can be taken back together.</param>
    public async Task<IReadOnlyList<DeviceMonth>> OfAsync(
        AccountId account,
        PersonId person,
        ZoneTimeline zones,
        SourceKey source,
        IReadOnlyList<DeviceReading> readings,
        ImportId carrier,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var times = new GattTimes(zones);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var imports = ImportSet.Of(carrier);
        var series = new Dictionary<Kind, DeviceSeries>();
        var facts = new List<(Kind Kind, Fact Fact, Mark? Mark)>();
        foreach (var reading in readings)
        {
            var measurement = reading.Measurement;
            var start = times.MsOf(measurement);
            if (reading.AtReception)
                start = measurement.ReceivedMs;
            foreach (var value in measurement.Values)
            {
                if (!series.TryGetValue(value.Kind, out var stored))
                    series[value.Kind] = stored = await DeviceSeries.ReadAsync(
                        dbs,
                        secrets,
                        person,
                        value.Kind,
                        source,
                        ct
                    );
                var fact = FactOf(measurement, value, start, stored, imports);
                facts.Add((value.Kind, fact, MarkOf(account, now, reading, fact)));
            }
        }
        return
        [
            .. facts
                .GroupBy(f => (f.Kind, Month: UtcMonth.Of(f.Fact.Content.StartMs)))
                .Select(g => new DeviceMonth(
                    g.Key.Kind,
                    Segment.Of(
                        g.Key.Kind.Code,
                        source,
                        g.Key.Month,
                        g.Select(f => f.Fact),
                        g.Select(f => f.Mark).OfType<Mark>()
                    ),
                    series[g.Key.Kind].Months.GetValueOrDefault(g.Key.Month)
                )),
        ];
    }

    /// <summary>A value that the device has a name for is what it was kept as the first time, though the zone or the choice of clock is another now.</summary>
    private static Fact FactOf(
        GattMeasurement measurement,
        GattValue value,
        long start,
        DeviceSeries stored,
        ImportSet imports
    )
    {
        var content = new ReadingContent(
            start - value.BeforeMs,
            0,
            value.Value,
            value.Unit.Ucum,
            value.Parts,
            null,
            ZoneOrigin.Unknown
        );
        if (measurement.IdentityOf(value) is not { } name)
            return new(content, null, imports);
        return new(stored.Known.GetValueOrDefault(name, content), new(name, 1), imports);
    }

    private static Mark? MarkOf(AccountId account, long now, DeviceReading reading, Fact fact) =>
        reading is { Confirmed: false, Measurement.Moment: null, Note: null }
            ? null
            : new(
                fact.Key,
                Mark.SaidWithIt,
                account,
                now,
                MarkState.Kept,
                reading.Confirmed,
                null,
                reading.Measurement.Moment,
                reading.Note
            );
}
