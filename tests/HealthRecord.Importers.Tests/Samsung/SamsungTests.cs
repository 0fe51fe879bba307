using System.Text;
using HealthRecord.Importers.Tests.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.Samsung;

public sealed class SamsungTests
{
    private const string Folder = "samsunghealth_user_1/";
    private const string Pressure = "com.samsung.health.blood_pressure.";

    [Fact]
    public void A_prefixed_table_with_an_extra_comma_in_each_row_is_read()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                "\uFEFFcom.samsung.shealth.blood_pressure,7006003,4",
                $"{Pressure}datauuid,{Pressure}start_time,{Pressure}time_offset,{Pressure}systolic,{Pressure}diastolic,{Pressure}pulse,{Pressure}mean,{Pressure}comment",
                "a-1,2025-03-01 06:00:00.000,UTC+0100,149.0,90.0,75,93.0,\"after coffee, standing\",",
                "a-2,2025-03-02 06:00:00.000,UTC+0100,0.0,0.0,0,0.0,,",
                "a-3,2025-03-03 06:00:00.000,UTC+0100,130.0,80.0,,0.0,,",
                ",,,,,,,,"
            )
        );
        Assert.Equal(
            [
                "blood-pressure 149/90/93/75 2025-03-01T06:00:00",
                "blood-pressure 130/80 2025-03-03T06:00:00",
            ],
            file.Short()
        );
        Assert.Equal("+01:00", file.Readings[0].Zone);
        Assert.Equal(
            ("a-1", "Samsung Health"),
            (file.Readings[0].Identity?.Id, file.Readings[0].Source.Name)
        );
        Assert.Equal(
            [
                "com.samsung.shealth.blood_pressure/systolic Sentinel 0.0 4",
                "com.samsung.shealth.blood_pressure/diastolic Sentinel 0.0 4",
                "com.samsung.shealth.blood_pressure/pulse Sentinel 0 4",
                "com.samsung.shealth.blood_pressure Incomplete  6",
            ],
            file.Why()
        );
    }

    [Fact]
    public void Only_the_reconciled_sum_of_a_day_is_taken_where_there_is_one()
    {
        const string header =
            "source_type,count,distance,calorie,deviceuuid,datauuid,update_time,day_time";
        var file = ImportedFile.Of(
            Upload.Csv(
                "com.samsung.shealth.step_daily_trend,7006003,6",
                header,
                "0,2994,,,dev0,u-0,2025-03-02 00:00:00.000,2025-03-01 00:00:00.000,",
                "5,7868,,,dev5,u-5,2025-03-02 00:00:00.000,2025-03-01 00:00:00.000,",
                "-2,8421,6000.5,310,,u-2,2025-03-02 00:00:00.000,1740787200000,"
            )
        );
        Assert.Equal(
            [
                "steps 8421 2025-02-28T23:00:00",
                "distance 6000.5 2025-02-28T23:00:00",
                "active-energy 310 2025-02-28T23:00:00",
            ],
            file.Short()
        );
        Assert.Equal(86_400_000, file.Readings[0].DurationMs);
        Assert.Equal(
            ["NotAMeasurement", "NotAMeasurement"],
            file.Refused.Select(r => $"{r.Reason}")
        );

        var without = ImportedFile.Of(
            Upload.Csv(
                "com.samsung.shealth.step_daily_trend,7006003,6",
                header,
                "0,2994,,,dev0,u-0,,2025-03-01 00:00:00.000,",
                "5,7868,,,dev5,u-5,,2025-03-01 00:00:00.000,"
            )
        );
        // Two counters, two sources: they are never added up.
        Assert.Equal(
            ["Samsung Health dev0", "Samsung Health dev5"],
            without.Readings.Select(r => r.Source.Name)
        );
    }

    [Fact]
    public void The_archive_brings_tables_series_and_names_of_devices()
    {
        const string hr = "com.samsung.health.heart_rate.";
        var file = ImportedFile.Of(
            Upload.Zip(
                Table(
                    "com.samsung.shealth.tracker.heart_rate",
                    $"source,{hr}start_time,{hr}binning_data,{hr}max,{hr}min,{hr}heart_rate,{hr}time_offset,{hr}deviceuuid,{hr}datauuid,{hr}end_time",
                    "0,2025-03-01 00:00:00.028,b-1.binning_data.json,90.0,60.0,71.0,UTC+0100,w1,h-1,2025-03-01 00:59:59.999,"
                ),
                Table("com.samsung.health.device_profile", "name,deviceuuid", "Galaxy Watch,w1,"),
                Table(
                    "com.samsung.health.weight",
                    "start_time,weight,height,body_fat,skeletal_muscle_mass,fat_free_mass,basal_metabolic_rate,total_body_water,time_offset,datauuid",
                    "2025-03-01 06:00:00.000,73.33,172.0,23.9,31.2,55.1,1580,40.2,UTC+0100,w-1,",
                    "2025-03-02 06:00:00.000,73.50,172.0,0,0,0,0,0,UTC+0100,w-2,"
                ),
                Table(
                    "com.samsung.shealth.sleep",
                    "sleep_score,efficiency,sleep_duration,com.samsung.health.sleep.start_time,com.samsung.health.sleep.end_time,com.samsung.health.sleep.time_offset,com.samsung.health.sleep.datauuid",
                    "91,86.9,450,2025-02-28 22:00:00.000,2025-03-01 05:30:00.000,UTC+0100,s-1,"
                ),
                Table(
                    "com.samsung.health.sleep_stage",
                    "start_time,sleep_id,stage,time_offset,end_time,datauuid",
                    "2025-02-28 22:00:00.000,s-1,40001,UTC+0100,2025-02-28 22:10:00.000,st-1,",
                    "2025-02-28 22:10:00.000,s-1,4,UTC+0100,2025-02-28 23:10:00.000,st-2,",
                    "2025-02-28 23:10:00.000,s-1,40009,UTC+0100,2025-02-28 23:20:00.000,st-3,"
                ),
                Table(
                    "com.samsung.shealth.tracker.oxygen_saturation",
                    "tag_id,com.samsung.health.oxygen_saturation.start_time,com.samsung.health.oxygen_saturation.spo2,com.samsung.health.oxygen_saturation.heart_rate,com.samsung.health.oxygen_saturation.min",
                    "21313,2025-03-01 02:00:00.000,97.0,,88.0,"
                ),
                Table(
                    "com.samsung.shealth.exercise",
                    "com.samsung.health.exercise.exercise_type,com.samsung.health.exercise.duration,com.samsung.health.exercise.calorie,com.samsung.health.exercise.distance,com.samsung.health.exercise.mean_heart_rate,com.samsung.health.exercise.start_time,com.samsung.health.exercise.end_time,com.samsung.health.exercise.time_offset,com.samsung.health.exercise.datauuid",
                    "1001,642000,40.45,903.73,,2024-11-08 16:07:18.000,2024-11-08 16:17:18.000,UTC+0100,e-1,",
                    "9999,60000,0,0,150,2024-11-09 16:07:18.000,,UTC+0100,e-2,"
                ),
                Table("com.samsung.shealth.food_frequent", "name,datauuid", "x,f-1,"),
                (
                    Folder + "jsons/com.samsung.shealth.tracker.heart_rate/b/b-1.binning_data.json",
                    Encoding.UTF8.GetBytes(
                        "[{\"heart_rate\":70.0,\"start_time\":1740787200000,\"end_time\":1740787259000},{\"heart_rate\":0,\"start_time\":1740787260000,\"end_time\":1740787319000},5]"
                    )
                ),
                (
                    Folder + "jsons/com.samsung.shealth.step_daily_trend/c/c-1.binning_data.json",
                    "[]"u8.ToArray()
                )
            )
        );
        Assert.Equal(
            [
                "heart-rate 71 2025-03-01T00:00:00",
                "body-weight 73.33 2025-03-01T06:00:00",
                "body-fat 23.9 2025-03-01T06:00:00",
                "lean-mass 55.1 2025-03-01T06:00:00",
                "basal-metabolic-rate 1580 2025-03-01T06:00:00",
                "body-water-mass 40.2 2025-03-01T06:00:00",
                "body-weight 73.5 2025-03-02T06:00:00",
                "sleep-stage asleep-unspecified 2025-02-28T22:00:00",
                "sleep-total 7.5 2025-02-28T22:00:00",
                "sleep-score 91 2025-02-28T22:00:00",
                "sleep-stage awake 2025-02-28T22:00:00",
                "sleep-stage rem 2025-02-28T22:10:00",
                "spo2 97 2025-03-01T02:00:00",
                "heart-rate 70 2025-03-01T00:00:00",
            ],
            file.Short()
        );
        Assert.Equal(
            ["Galaxy Watch", "Galaxy Watch"],
            file.Readings.Where(r => r.Kind.Code == "heart-rate").Select(r => r.Source.Name)
        );
        Assert.Equal(
            ["walking 600000 903.73 40.45", "Samsung 9999 60000 150"],
            file.Workouts.Select(w =>
                FormattableString.Invariant($"{w.Activity} {w.DurationMs} ")
                + string.Join(
                    ' ',
                    w.Totals.Select(t => FormattableString.Invariant($"{t.Value.ToDouble()}"))
                )
            )
        );
        Assert.Equal(
            [
                "com.samsung.shealth.sleep/sleep_duration,min,h,1",
                "com.samsung.shealth.food_frequent,1",
                "com.samsung.shealth.step_daily_trend,1",
            ],
            file.Warnings.Select(w => string.Join(',', w.Arguments))
        );
        Assert.Equal(
            [
                "com.samsung.health.weight/skeletal_muscle_mass UnknownType 31.2 3",
                "com.samsung.health.weight/body_fat Sentinel 0 4",
                "com.samsung.health.weight/fat_free_mass Sentinel 0 4",
                "com.samsung.health.weight/basal_metabolic_rate Sentinel 0 4",
                "com.samsung.health.weight/total_body_water Sentinel 0 4",
                "com.samsung.health.weight/skeletal_muscle_mass UnknownType 0 4",
                "com.samsung.shealth.sleep/efficiency UnknownType 86.9 3",
                "com.samsung.health.sleep_stage Code 40009 5",
                "com.samsung.shealth.tracker.heart_rate/binning_data Sentinel 0 0",
                "com.samsung.shealth.tracker.heart_rate/binning_data Incomplete  0",
            ],
            file.Why()
        );
    }

    [Fact]
    public void A_cell_too_many_makes_no_wrong_number()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                "com.samsung.health.weight,7006003,7",
                "comment,start_time,weight,datauuid",
                "before, breakfast,2025-03-01 06:00:00.000,73.33,w-1,",
                "calm,2025-03-01 06:00:00.000,73.33,w-2,"
            )
        );
        Assert.Equal("w-2", file.Only.Identity?.Id);
        Assert.Equal(
            ["com.samsung.health.weight/weight Incomplete 2025-03-01 06:00:00.000 3"],
            file.Why()
        );
    }

    [Fact]
    public void Later_versions_of_a_row_carry_a_later_version() =>
        Assert.Equal(
            [1740873600000, 1740877200000],
            ImportedFile
                .Of(
                    Upload.Csv(
                        "com.samsung.health.height,1",
                        "start_time,height,update_time,datauuid",
                        "2025-03-01 00:00:00.000,172.0,2025-03-02 00:00:00.000,x,",
                        "2025-03-01 00:00:00.000,173.0,2025-03-02 01:00:00.000,x,"
                    )
                )
                .Readings.Select(r => r.Identity!.Version)
        );

    private static (string, byte[]) Table(string name, params string[] lines) =>
        ($"{Folder}{name}.20250306101500.csv", Upload.Csv([$"{name},7006003,5", .. lines]));
}
