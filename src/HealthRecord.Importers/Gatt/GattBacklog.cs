namespace HealthRecord.Importers.Gatt;

/// <summary>Everything that came from one device in one connection, decoded and joined.</summary>
/// <param name="Measurements">In the order of their arrival; what the device repeats stands once.</param>
/// <param name="Access">What the device last answered to being asked for its records; null when it did not.</param>
/// <param name="Scale">What a scale says of itself; null when it is none, or does not.</param>
public sealed record GattBacklog(
    IReadOnlyList<GattMeasurement> Measurements,
    RecordAccess? Access,
    ScaleFeature? Scale = null
)
{
    private const long OneWeighingMs = 60_000;

    public static GattBacklog Of(IEnumerable<GattPacket> packets)
    {
        var found = new List<GattMeasurement>();
        var contexts = new Dictionary<int, GlucoseContext>();
        (BodyCompositionMeasurement Read, long At)? half = null;
        RecordAccess? access = null;
        ScaleFeature? scale = null;
        GattSite? site = null;
        foreach (var packet in packets)
        {
            var bytes = packet.Bytes.Span;
            var at = packet.ReceivedMs;
            switch (packet.Characteristic)
            {
                case GattCharacteristic.GlucoseContext:
                    if (GlucoseContext.Read(bytes) is { } context)
                        contexts[context.Sequence] = context;
                    else
                        found.Add(Truncated(packet));
                    break;
                case GattCharacteristic.RecordAccess:
                    access = RecordAccess.Read(bytes) ?? access;
                    break;
                case GattCharacteristic.ScaleFeature:
                    scale = ScaleFeature.Read(bytes) ?? scale;
                    break;
                case GattCharacteristic.TemperatureType:
                    site =
                        bytes.Length > 0 ? TemperatureMeasurement.SiteOf(bytes[0]) ?? site : site;
                    break;
                case GattCharacteristic.BodyComposition:
                    var read = BodyCompositionMeasurement.Read(bytes);
                    if (read is null)
                        found.Add(Truncated(packet));
                    else if (read.Several && half is null)
                        half = (read, at);
                    else if (read.Several && half is { } first)
                    {
                        found.Add(first.Read.With(read).Measured(first.At));
                        half = null;
                    }
                    else
                        found.Add(read.Measured(at));
                    break;
                default:
                    found.Add(Single(packet));
                    break;
            }
        }
        if (half is { } left)
            found.Add(Cut(left.Read.Measured(left.At)));
        return new(Joined(found, contexts, site), access, scale);
    }

    private static GattMeasurement Single(GattPacket packet)
    {
        var bytes = packet.Bytes.Span;
        var at = packet.ReceivedMs;
        return packet.Characteristic switch
            {
                GattCharacteristic.BloodPressure => BloodPressureMeasurement
                    .Read(bytes)
                    ?.Measured(at),
                GattCharacteristic.Weight => WeightMeasurement.Read(bytes)?.Measured(at),
                GattCharacteristic.Temperature => TemperatureMeasurement.Read(bytes)?.Measured(at),
                GattCharacteristic.HeartRate => HeartRateMeasurement.Read(bytes)?.Measured(at),
                GattCharacteristic.Glucose => GlucoseMeasurement.Read(bytes)?.Measured(at),
                GattCharacteristic.OxygenSpot => OxygenMeasurement.ReadSpot(bytes)?.Measured(at),
                GattCharacteristic.OxygenContinuous => OxygenMeasurement
                    .ReadContinuous(bytes)
                    ?.Measured(at),
                _ => GattMeasurement.Refused(packet.Characteristic, at, GattRefusal.Unknown),
            } ?? Truncated(packet);
    }

    private static List<GattMeasurement> Joined(
        List<GattMeasurement> found,
        Dictionary<int, GlucoseContext> contexts,
        GattSite? site
    )
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var joined = new List<GattMeasurement>(found.Count);
        var weights = found.FindAll(m => m.Characteristic == GattCharacteristic.Weight);
        foreach (var one in found)
        {
            var measured = one;
            if (one.Sequence is { } number && contexts.TryGetValue(number, out var context))
                measured = one with
                {
                    Moment = context.Moment,
                    Remarks = context.HasMore ? [.. one.Remarks, GattRemark.LeftOut] : one.Remarks,
                };
            // What the measurement says itself goes before what the device says of all of them.
            if (one is { Characteristic: GattCharacteristic.Temperature, Refusal: null })
                measured = one with { Site = one.Site ?? site };
            if (one.Characteristic == GattCharacteristic.BodyComposition)
                measured = WithoutKnownWeight(one, weights);
            var values = measured
                .Values.Where(v =>
                    measured.IdentityOf(v) is not { } name || names.Add($"{v.Kind.Code}/{name}")
                )
                .ToList();
            if (values.Count > 0 || measured.Refusal is not null)
                joined.Add(measured with { Values = values });
        }
        return joined;
    }

    /// <summary>A scale tells the weight of one weighing twice: by itself, with its user, and with what is in it.</summary>
    private static GattMeasurement WithoutKnownWeight(
        GattMeasurement composition,
        List<GattMeasurement> weights
    )
    {
        var told = weights.Find(w =>
            w.Time == composition.Time
            && Math.Abs(w.ReceivedMs - composition.ReceivedMs) < OneWeighingMs
            && composition.Values.Any(w.Values.Contains)
            && (composition.User is null || w.User is null || w.User == composition.User)
        );
        return told is null
            ? composition
            : composition with
            {
                User = composition.User ?? told.User,
                Values = [.. composition.Values.Where(v => !told.Values.Contains(v))],
            };
    }

    private static GattMeasurement Cut(GattMeasurement measured) =>
        measured with
        {
            Remarks = [.. measured.Remarks, GattRemark.Cut],
        };

    private static GattMeasurement Truncated(GattPacket packet) =>
        GattMeasurement.Refused(packet.Characteristic, packet.ReceivedMs, GattRefusal.Truncated);
}
