using System.Text;

namespace HealthRecord.TestKit;

/// <summary>The days of one wearer, told type by type.</summary>
internal sealed class AppleExportStory
{
    private const string Quantity = "HKQuantityTypeIdentifier";
    private const string Category = "HKCategoryTypeIdentifier";
    private const string Watch = "Montre d’Ana";
    private const string Phone = "iPhone d’Ana";

    // The address in front differs in every export of the same phone: nothing may depend on it.
    private const string WatchDevice =
        "&lt;&lt;HKDevice: 0x3034e1c70&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch7,2, software:11.1&gt;";
    private const string PhoneDevice =
        "&lt;&lt;HKDevice: 0x3034e2a90&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone15,2, software:18.1&gt;";

    private static readonly string[] Stages =
    [
        "AsleepCore",
        "AsleepDeep",
        "AsleepCore",
        "AsleepREM",
        "AsleepCore",
        "Awake",
        "AsleepDeep",
        "AsleepCore",
        "AsleepREM",
        "AsleepCore",
        "AsleepREM",
        "Awake",
    ];

    private readonly AppleExportText text;
    private readonly SortedDictionary<string, long> byType = new(StringComparer.Ordinal);
    private readonly long records;
    private readonly int days;
    private readonly long from;
    private readonly long span;
    private ulong state;

    public AppleExportStory(Stream to, long records, ulong seed)
    {
        text = new AppleExportText(to);
        this.records = records;
        days = (int)Math.Max(7, records / 1000);
        span = days * 86_400L;
        from = new DateTimeOffset(AppleExports.Until).ToUnixTimeSeconds() - span;
        state = seed * 0x9E3779B97F4A7C15;
    }

    public AppleExportContents Write()
    {
        Head();
        var pairs = records / 1000;
        long PerMille(int share) => records * share / 1000;
        Steps(PerMille(110));
        Intervals("DistanceWalkingRunning", PerMille(50), Watch, "km", 300, 5, 420, 5);
        Intervals("ActiveEnergyBurned", PerMille(80), Watch, "kcal", 60, 80, 9_500, 3);
        Intervals("BasalEnergyBurned", PerMille(50), Watch, "kcal", 900, 14_000, 18_000, 3);
        Intervals("FlightsClimbed", PerMille(4), Phone, "count", 120, 1, 4, 0);
        Intervals("AppleExerciseTime", PerMille(8), Watch, "min", 60, 1, 1, 0);
        Intervals("EnvironmentalAudioExposure", PerMille(12), Watch, "dBASPL", 1800, 380, 850, 1);
        Moments("HeartRateVariabilitySDNN", PerMille(5), Watch, "ms", 180_000, 900_000, 4);
        Moments("RestingHeartRate", PerMille(1), Watch, "count/min", 52, 66, 0);
        Moments("OxygenSaturation", PerMille(10), Watch, "%", 93, 99, 2);
        Moments("RespiratoryRate", PerMille(15), Watch, "count/min", 115, 190, 1);
        Moments("BodyMass", PerMille(1), "Withings", "kg", 67_000, 70_500, 3);
        Moments("BodyFatPercentage", PerMille(1), "Withings", "%", 2_200, 2_900, 4);
        Moments("WalkingStepLength", PerMille(5), Phone, "cm", 550, 800, 1);
        Intervals("AppleStandTime", PerMille(5), Watch, "min", 300, 1, 5, 0);
        StandHours(PerMille(15));
        Sleep(PerMille(25));
        BloodPressures(pairs, alone: true);
        HeartRates(records - byType.Values.Sum());
        BloodPressures(pairs, alone: false);
        var workouts = Workouts((int)(records / 2000));
        for (var day = 0; day < days; day++)
            Summary(day);
        text.Put("</HealthData>\n"u8);
        text.Flush();
        return new AppleExportContents(records, byType, (int)pairs, workouts, days);
    }

    private void Head()
    {
        text.Put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        text.Put(Encoding.UTF8.GetBytes(AppleExportDocType.Version14));
        text.Put("<HealthData locale=\"fr_FR\">\n <ExportDate value=\""u8);
        text.PutTime(from + span);
        text.Put(
            "\"/>\n <Me HKCharacteristicTypeIdentifierDateOfBirth=\"1985-06-15\" HKCharacteristicTypeIdentifierBiologicalSex=\"HKBiologicalSexFemale\" "u8
        );
        text.Put(
            "HKCharacteristicTypeIdentifierBloodType=\"HKBloodTypeNotSet\" HKCharacteristicTypeIdentifierFitzpatrickSkinType=\"HKFitzpatrickSkinTypeNotSet\" "u8
        );
        text.Put("HKCharacteristicTypeIdentifierCardioFitnessMedicationsUse=\"None\"/>\n"u8);
    }

    private void HeartRates(long count)
    {
        Span<byte> entry = stackalloc byte[1];
        for (long i = 0; i < count; i++)
        {
            var at = Time(i, count);
            Open(Quantity + "HeartRate", Watch, WatchDevice, "count/min", at, at);
            text.PutNumber(Between(48, 128), 0);
            if (Next() % 4 == 0)
            {
                text.Close();
                continue;
            }
            entry[0] = (byte)('0' + (Next() % 3));
            text.Put(
                "\">\n  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\""u8
            );
            text.Put(entry);
            text.Put("\"/>\n </Record>\n"u8);
        }
    }

    /// <summary>Phone and watch count the same walk, a little differently.</summary>
    private void Steps(long count)
    {
        var walk = 0L;
        for (long i = 0; i < count; i++)
        {
            var at = Time(i & ~1L, count);
            if (i % 2 == 0)
                walk = Between(20, 900);
            var phone = i % 2 == 0;
            Open(
                Quantity + "StepCount",
                phone ? Phone : Watch,
                phone ? PhoneDevice : WatchDevice,
                "count",
                phone ? at : at + 20,
                phone ? at + 540 : at + 525
            );
            text.PutNumber(phone ? walk : walk + Between(0, 60), 0);
            text.Close();
        }
    }

    private void Intervals(
        string type,
        long count,
        string source,
        string unit,
        int seconds,
        int least,
        int most,
        int decimals
    )
    {
        for (long i = 0; i < count; i++)
        {
            var at = Time(i, count);
            var device = source == Phone ? PhoneDevice : WatchDevice;
            Open(Quantity + type, source, device, unit, at, at + seconds);
            text.PutNumber(Between(least, most), decimals);
            text.Close();
        }
    }

    private void Moments(
        string type,
        long count,
        string source,
        string unit,
        int least,
        int most,
        int decimals
    )
    {
        for (long i = 0; i < count; i++)
        {
            var at = Time(i, count);
            Open(Quantity + type, source, source == Watch ? WatchDevice : null, unit, at, at);
            text.PutNumber(Between(least, most), decimals);
            text.Close();
        }
    }

    private void StandHours(long count)
    {
        for (long i = 0; i < count; i++)
        {
            var at = from + (span * i / count / 3600 * 3600);
            Open(Category + "AppleStandHour", Watch, WatchDevice, null, at, at + 3600);
            text.Put("HKCategoryValueAppleStandHour"u8);
            text.Put(Next() % 4 == 0 ? "Idle"u8 : "Stood"u8);
            text.Close();
        }
    }

    /// <summary>In bed by the phone, stages by the watch, and the zone on some of them.</summary>
    private void Sleep(long count)
    {
        var nights = (count / (Stages.Length + 1)) + 1;
        var at = 0L;
        for (long i = 0; i < count; i++)
        {
            var (night, part) = (i / (Stages.Length + 1), (int)(i % (Stages.Length + 1)));
            if (part == 0)
                at = from + (span * night / nights / 86_400 * 86_400) - (9 * 3600);
            var length = part == 0 ? 8 * 3600 : 600 * Between(1, 4);
            Open(
                Category + "SleepAnalysis",
                part == 0 ? Phone : Watch,
                null,
                null,
                at,
                at + length
            );
            text.Put("HKCategoryValueSleepAnalysis"u8);
            text.Put(Encoding.ASCII.GetBytes(part == 0 ? "InBed" : Stages[part - 1]));
            text.Put(
                "\">\n  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Paris\"/>\n </Record>\n"u8
            );
            if (part > 0)
                at += length;
        }
    }

    private void BloodPressures(long pairs, bool alone)
    {
        for (long i = 0; i < pairs; i++)
        {
            var at = from + (span * i / pairs) + 24_000;
            // A formula, not the generator: the twin inside the correlation has to say the same.
            var (systolic, diastolic) = (105 + (i * 7 % 45), 62 + (i * 5 % 30));
            if (!alone)
            {
                text.Put(
                    " <Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\" sourceName=\"OMRON connect\" sourceVersion=\"1\" creationDate=\""u8
                );
                text.PutTime(at + 3);
                text.PutDates(at, at);
                text.Put("\">\n"u8);
            }
            Pressure("BloodPressureSystolic", at, systolic, counted: alone);
            Pressure("BloodPressureDiastolic", at, diastolic, counted: alone);
            if (!alone)
                text.Put(" </Correlation>\n"u8);
        }
    }

    private void Pressure(string type, long at, long value, bool counted)
    {
        Open(Quantity + type, "OMRON connect", null, "mmHg", at, at, counted);
        text.PutNumber(value, 0);
        text.Close();
    }

    private int Workouts(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = Time(i, count);
            text.Put(" <Workout workoutActivityType=\"HKWorkoutActivityType"u8);
            text.Put(i % 3 == 0 ? "Cycling"u8 : "Running"u8);
            text.Put(
                "\" duration=\"31.5\" durationUnit=\"min\" sourceName=\"Montre d’Ana\" sourceVersion=\"11.1\" creationDate=\""u8
            );
            text.PutTime(at + 1900);
            text.PutDates(at, at + 1890);
            text.Put(
                "\">\n  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Paris\"/>\n  <WorkoutStatistics type=\"HKQuantityTypeIdentifierActiveEnergyBurned"u8
            );
            text.PutDates(at, at + 1890);
            text.Put("\" sum=\""u8);
            text.PutNumber(Between(150, 480), 0);
            text.Put("\" unit=\"kcal\"/>\n </Workout>\n"u8);
        }
        return count;
    }

    private void Summary(int day)
    {
        text.Put(" <ActivitySummary dateComponents=\""u8);
        text.PutDay(from + (day * 86_400L));
        text.Put("\" activeEnergyBurned=\""u8);
        text.PutNumber(Between(180_000, 900_000), 3);
        text.Put(
            "\" activeEnergyBurnedGoal=\"500\" activeEnergyBurnedUnit=\"kcal\" appleStandHours=\"11\" appleStandHoursGoal=\"12\"/>\n"u8
        );
    }

    private void Open(
        string type,
        string source,
        string? device,
        string? unit,
        long start,
        long end,
        bool counted = true
    )
    {
        if (counted)
            byType[type] = byType.GetValueOrDefault(type) + 1;
        text.Open(type, source, device, unit, start, end);
    }

    /// <summary>The i-th of n moments: ascending, never the same twice while there are seconds enough.</summary>
    private long Time(long i, long n)
    {
        var gap = Math.Max(1, span / Math.Max(1, n));
        return from + (span * i / Math.Max(1, n)) + (long)(Next() % (ulong)Math.Max(1, gap / 2));
    }

    private long Between(long least, long most) =>
        least + (long)(Next() % (ulong)(most - least + 1));

    /// <summary>SplitMix64.</summary>
    private ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
