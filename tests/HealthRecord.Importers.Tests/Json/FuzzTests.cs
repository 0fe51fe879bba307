using System.Text;
using CsCheck;
using Xunit;

namespace HealthRecord.Importers.Tests.Json;

public sealed class FuzzTests
{
    private const long MostAllocated = 8 << 20;

    private static readonly byte[][] Files =
    [
        .. new[]
        {
            """[{"dateTime":"03/01/24 00:00:10","value":{"bpm":70,"confidence":2}},{"dateTime":"03/01/24 00:00:15","value":{"bpm":71,"confidence":0}}]""",
            """[{"logId":1,"weight":157.4,"bmi":24.7,"fat":22.65,"date":"03/01/24","time":"06:41:59"}]""",
            """[{"logId":7,"dateOfSleep":"2024-03-03","startTime":"2024-03-02T22:30:00.000","duration":21600000,"levels":{"data":[{"dateTime":"2024-03-02T22:30:00.000","level":"wake","seconds":300}],"shortData":[{}]},"mainSleep":false}]""",
            "timestamp,steps,data source\n2026-01-01T06:00:00Z,50,Watch\n2026-01-01T06:01:00.123456Z,40,\"a,b\"\n",
            """{"Data Source":"raw:com.google.weight:a:b","Data Points":[{"fitValue":[{"value":{"fpVal":70.5}}],"originDataSourceId":"raw:com.google.weight:a:b","endTimeNanos":1714608000000000000,"dataTypeName":"com.google.weight","startTimeNanos":1714608000000000000}]}""",
            """{"fitnessActivity":"sleep","startTime":"2024-04-30T22:00:00.000Z","endTime":"2024-05-01T06:00:00.000Z","segment":[{"fitnessActivity":"sleep.light","startTime":"2024-04-30T22:00:00.000Z","endTime":"2024-05-01T03:00:00.000Z"}]}""",
            "Date,Move Minutes count,Distance (m),Step count\n2024-05-01,11,7088.2,13312\n2024-05-02,,,\n",
            """[{"_id":"65e1a","date":1709280000000,"dateString":"2024-03-01T08:00:00.000Z","sgv":120,"type":"sgv","device":"xDrip","utcOffset":60}]""",
            "\"2024-03-01T08:00:00.000Z\"\t1709280000000\t120\t\"Flat\"\t\"xDrip\"\n",
            """{"data":[{"id":"n1","bedtime_start":"2025-03-01T23:00:00.000+02:00","bedtime_end":"2025-03-02T07:00:00.000+02:00","type":"long_sleep","average_hrv":32,"heart_rate":{"interval":300.0,"items":[55.0,null],"timestamp":"2025-03-01T23:00:00.000+02:00"},"sleep_phase_5_min":"42221"},{"id":"a","day":"2025-03-01","steps":8709,"active_calories":1,"timestamp":"2025-03-01T04:00:00.000+02:00"}],"next_token":null}""",
            "id;bedtime_start;bedtime_end;heart_rate\nn1;2025-03-01T23:00:00.000+02:00;2025-03-02T07:00:00.000+02:00;\"{\"\"interval\"\":300.0,\"\"items\"\":[55.0]}\"\n",
            """{"exportVersion":"1.7","startTime":"2025-03-01T17:00:00.000","stopTime":"2025-03-01T17:42:00.000","timeZoneOffset":120,"duration":"PT2520.5S","exercises":[{"startTime":"2025-03-01T17:00:00.000","duration":"PT2520.5S","sport":"RUNNING","samples":{"heartRate":[{"dateTime":"2025-03-01T17:00:01.000","value":135}]}}]}""",
            """{"exportVersion":"1.7","date":"2025-03-01","summary":{"stepCount":30},"samples":{"steps":[{"localTime":"08:00:00","value":10}]}}""",
            """[{"night":"2025-03-02","sleepResult":{"hypnogram":{"sleepStart":"2025-03-01T23:10:00.000+01:00","sleepEnd":"2025-03-02T00:10:00.000+01:00","sleepStateChanges":[{"offsetFromStart":"PT0S","state":"NONREM2"},{"offsetFromStart":"PT3600S","state":"WAKE"}]}}}]""",
            """[{"calendarDate":"2025-03-01","totalSteps":100,"wellnessStartTimeGmt":"2025-02-28T22:00:00.0"},{"calendarDate":"2025-03-02","sleepStartTimestampGMT":"2025-03-01T21:00:00.0","sleepEndTimestampGMT":"2025-03-02T05:00:00.0","deepSleepSeconds":5400}]""",
            """[{"summarizedActivitiesExport":[{"activityId":1,"activityType":"running","beginTimestamp":1740808800000.0,"duration":3364281.0,"distance":478925.0,"calories":2512.0}]}]""",
            """{"status":0,"body":{"timezone":"Europe/Amsterdam","measuregrps":[{"grpid":77,"attrib":0,"date":1693651151,"modified":1693651185,"category":1,"measures":[{"value":70,"type":9,"unit":0},{"value":125,"type":10,"unit":0},{"value":66,"type":11,"unit":0},{"value":118003,"type":1,"unit":-3,"position":7}]}]}}""",
            """{"status":0,"body":{"series":[{"id":1,"category":1,"timezone":"Europe/Amsterdam","startdate":1693336011,"enddate":1693336513,"data":{"calories":47,"steps":779}},{"startdate":1693615000,"enddate":1693618600,"state":2,"hr":{"1693615060":52}}]}}""",
            """{"status":0,"body":{"activities":[{"steps":1209,"distance":1028.559,"active":330,"timezone":"Europe/Amsterdam","date":"2023-10-20","modified":1}]}}""",
            """{"dataPoints":[{"sleep":{"interval":{"startTime":"2026-03-01T22:00:00Z","endTime":"2026-03-02T05:00:00Z"},"stages":[{"startTime":"2026-03-01T22:00:00Z","startUtcOffset":"3600s","endTime":"2026-03-01T23:00:00Z","type":"LIGHT"}]}},{"exercise":{"interval":{"startTime":"2026-03-01T08:00:00Z","endTime":"2026-03-01T08:45:00Z"},"exerciseType":"RUNNING","metricsSummary":{"caloriesKcal":410.5}}}]}""",
            """{"dataPoints":[{"name":"users/1/dataTypes/weight/dataPoints/w1","weight":{"sampleTime":{"physicalTime":"2026-03-01T06:00:00Z","utcOffset":"3600s"},"weightGrams":72350}}]}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "1e308",
            "-1",
            "99999999999999999999",
            "0",
            "\\ud800",
            "0001-01-01",
            "9999-12-31",
            "-14:00",
            ";",
            "\n",
            "\t",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0],
    ];

    private static readonly Gen<(int, int, int, int)[]> Mutations = Gen.Select(
        Gen.Int[0, 3],
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, 60],
        Gen.Int[0, 255]
    ).Array[1, 5];

    [Fact]
    public void Whatever_happened_to_a_file_only_a_refusal_or_a_question_comes_out() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Mutations)
            .Sample(
                (file, mutations) => Survives(Mutated(Files[file], mutations)),
                iter: 6_000,
                threads: 1
            );

    [Fact]
    public void Every_file_of_the_fuzz_is_known_before_it_is_broken()
    {
        foreach (var file in Files)
            Assert.NotEmpty(
                ImportedFile
                    .Of(file, new DateOnly(1985, 6, 15))
                    .Accounted()
                    .Keys.Concat(
                        ImportedFile
                            .Of(file, new DateOnly(1985, 6, 15))
                            .Workouts.Select(w => w.Origin)
                    )
            );
    }

    /// <summary>The sink's own checks hold for every reading that still comes out, and the work stays bounded.</summary>
    private static void Survives(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ImportedFile.Of(file, new DateOnly(1985, 6, 15), new ImportLimits(50_000_000));
        }
        catch (ImportRefusedException refused)
        {
            Assert.StartsWith("import.", refused.Key, StringComparison.Ordinal);
        }
        catch (ImportQuestionException asked)
        {
            Assert.True(Enum.IsDefined(asked.Question.Topic));
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }

    private static byte[] Mutated(
        byte[] file,
        (int How, int Where, int Length, int Byte)[] mutations
    )
    {
        var bytes = new List<byte>(file);
        foreach (var (how, where, length, value) in mutations)
        {
            var at = where % (bytes.Count + 1);
            var some = Math.Min(length, bytes.Count - at);
            switch (how)
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)value;
                    break;
                case 1:
                    bytes.RemoveRange(at, some);
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[value % Pieces.Length]);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, some));
                    break;
            }
        }
        return [.. bytes];
    }
}
