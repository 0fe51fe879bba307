using HealthRecord.Importers.Tests.Tables;
using ICSharpCode.SharpZipLib.Zip;
using Xunit;

namespace HealthRecord.Importers.Tests.Zepp;

public sealed class ZeppTests
{
    private const string Header =
        "\uFEFFtime,weight,height,bmi,fatRate,bodyWaterRate,boneMass,metabolism,muscleRate,visceralFat";

    private const string Adult =
        "2025-03-01 07:31:00+0000,78.0,178.0,24.6,22.704247,54.77247,3.0292934,1684.0,58.923645,6.0";

    [Fact]
    public void A_weighing_is_a_reading_of_each_number()
    {
        var file = ImportedFile.Of(Upload.Csv(Header, Adult));
        const string at = "2025-03-01T07:31:00";
        Assert.Equal(
            [
                $"body-weight 78 {at}",
                $"bmi 24.6 {at}",
                $"body-fat 22.704247 {at}",
                $"body-water 54.77247 {at}",
                $"bone-mass 3.0292934 {at}",
                $"basal-metabolic-rate 1684 {at}",
                $"muscle-mass 58.923645 {at}",
                $"visceral-fat-rating 6 {at}",
            ],
            file.Short()
        );
        Assert.All(file.Readings, r => Assert.Null(r.Zone));
        Assert.Equal("kg", file.Readings[6].Unit?.Ucum);
        Assert.Equal(
            ("BODY/height", 1),
            file.MergedByOrigin.Select(m => (m.Key, m.Value)).Single()
        );
    }

    [Fact]
    public void Null_is_nothing_and_zero_is_not_measured()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                Header,
                "2025-03-03 07:07:00+0000,76.4,178.0,24.1,null,null,null,null,null,null",
                "2025-03-06 07:27:00+0000,77.9,178.0,24.6,0,0,0,0,0,0"
            )
        );
        Assert.Equal(4, file.Readings.Count);
        Assert.Equal(6, file.Refused.Count);
        Assert.All(
            file.Refused,
            r => Assert.Equal((RefusalReason.Sentinel, 3), (r.Reason, r.Line))
        );
    }

    [Fact]
    public void A_family_in_one_file_is_told_apart_by_height_and_asked()
    {
        var bytes = Upload.Csv(
            Header,
            Adult,
            "2025-03-02 07:31:00+0000,34.0,140.0,17.3,null,null,null,null,null,null",
            "2025-03-03 07:31:00+0000,34.5,140,17.6,null,null,null,null,null,null"
        );
        var question = ImportedFile.Asks(bytes);
        Assert.Equal(("subject:zepp", ImportTopic.Subject), (question.Id, question.Topic));
        Assert.Equal(
            ["140:140 cm,2", "178:178 cm,1", "*:140 – 178 cm,3"],
            question.Choices.Select(c => $"{c.Value}:{string.Join(',', c.Arguments)}")
        );
        var child = Upload.Answered(bytes, question.Id, "140");
        Assert.Equal([34.0, 17.3, 34.5, 17.6], child.Readings.Select(r => r.Value.ToDouble()));
        Assert.Equal(9, child.Refused.Count);
        // What the others weigh does not stand in the report of this one.
        Assert.All(
            child.Refused,
            r => Assert.Equal((RefusalReason.OtherPerson, ""), (r.Reason, r.Text))
        );
        Assert.Equal(12, Upload.Answered(bytes, question.Id, "*").Readings.Count);
    }

    [Fact]
    public void The_archive_brings_every_table()
    {
        var file = ImportedFile.Of(
            Upload.Zip(
                (
                    "x/USER/USER_1.csv",
                    Upload.Csv(
                        "userId,gender,height,weight,nickName,avatar,birthday",
                        "1,1,178,78,Ana,http,1985-06-15"
                    )
                ),
                (
                    "x/BODY/BODY_1.csv",
                    Upload.Csv(
                        Header,
                        "2025-03-01 07:31:00+0000,78.0,178.0,null,null,null,null,null,null,null"
                    )
                ),
                (
                    "x/HEARTRATE_AUTO/H_1.csv",
                    Upload.Csv("date,time,heartRate", "2025-07-01,08:00,62", "2025-07-01,08:01,0")
                ),
                (
                    "x/HEARTRATE/H_1.csv",
                    Upload.Csv("time,heartRate", "2025-07-01 08:00:00+0000,64")
                ),
                (
                    "x/ACTIVITY/A_1.csv",
                    Upload.Csv(
                        "date,steps,distance,runDistance,calories",
                        "2025-07-01,8123,5900,120,310"
                    )
                ),
                (
                    "x/ACTIVITY_MINUTE/A_1.csv",
                    Upload.Csv("date,time,steps", "2025-07-01,09:00,100")
                ),
                (
                    "x/ACTIVITY_STAGE/A_1.csv",
                    Upload.Csv(
                        "date,start,stop,distance,calories,steps",
                        "2025-07-01,09:00,09:01,70,5,100"
                    )
                ),
                (
                    "x/SLEEP_MINUTE/S_1.csv",
                    Upload.Csv(
                        "date,time,stage,hr,respiratory_rate",
                        "2025-07-01,02:00,DEEP,55,14.5"
                    )
                ),
                (
                    "x/SLEEP/S_1.csv",
                    Upload.Csv(
                        "date,deepSleepTime,shallowSleepTime,wakeTime,start,stop,REMTime,naps",
                        "2025-07-01,96,198,12,2025-06-30 21:00:00+0000,2025-07-01 03:00:00+0000,32,\"[{\"\"start\"\":\"\"14:00\"\"}]\"",
                        "2025-07-02,0,0,0,2025-07-01 16:00:00+0000,2025-07-01 16:00:00+0000,0,"
                    )
                ),
                (
                    "x/SPORT/S_1.csv",
                    Upload.Csv(
                        "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),calories(kcal)",
                        "1,2025-07-01 18:03:16+0000,1800,3.4,2.2,5321.0,2.77,310",
                        "52,2025-07-02 18:03:16+0000,5400,-1.0,-1.0,-1.0,-1.0,640.0"
                    )
                )
            )
        );
        Assert.Equal(new DateOnly(1985, 6, 15), file.Birth);
        Assert.Equal(
            [
                "body-weight 78 2025-03-01T07:31:00",
                "heart-rate 62 2025-07-01T06:00:00",
                "heart-rate 64 2025-07-01T08:00:00",
                "steps 8123 2025-06-30T22:00:00",
                "distance 5900 2025-06-30T22:00:00",
                "active-energy 310 2025-06-30T22:00:00",
                "steps 100 2025-07-01T07:00:00",
                "sleep-stage deep 2025-07-01T00:00:00",
                "heart-rate 55 2025-07-01T00:00:00",
                "respiratory-rate 14.5 2025-07-01T00:00:00",
                "sleep-stage asleep-unspecified 2025-06-30T21:00:00",
                "sleep-deep 1.6 2025-06-30T21:00:00",
                "sleep-light 3.3 2025-06-30T21:00:00",
                "sleep-rem 0.533333 2025-06-30T21:00:00",
                "sleep-awake 0.2 2025-06-30T21:00:00",
            ],
            file.Short()
        );
        Assert.Equal(
            [86_400_000L, 60_000],
            file.Readings.Where(r => r.Kind.Code == "steps").Select(r => r.DurationMs)
        );
        Assert.Equal(
            ["running 5321 310", "Zepp 52 640"],
            file.Workouts.Select(w =>
                $"{w.Activity} {string.Join(' ', w.Totals.Select(t => t.Value.ToDouble()))}"
            )
        );
        Assert.Equal(
            [
                "import.not-imported.table ACTIVITY_STAGE,1",
                "import.unit-converted SLEEP/deepSleepTime,min,h,1",
                "import.unit-converted SLEEP/shallowSleepTime,min,h,1",
                "import.unit-converted SLEEP/REMTime,min,h,1",
                "import.unit-converted SLEEP/wakeTime,min,h,1",
            ],
            file.Warnings.Select(w => $"{w.Key} {string.Join(',', w.Arguments)}")
        );
        Assert.Equal(7, file.Refused.Count);
    }

    [Fact]
    public void A_table_of_steps_that_could_be_anybodys_is_not_claimed_alone() =>
        // It is asked about like any table.
        Assert.Equal(
            ImportTopic.Columns,
            ImportedFile.Asks(Upload.Csv("date,time,steps", "2025-07-01,09:00,100")).Topic
        );

    [Fact]
    public void The_archive_as_it_is_sent_wants_its_password()
    {
        using var file = new MemoryStream();
        using (
            var zip = new ZipOutputStream(file)
            {
                IsStreamOwner = false,
                Password = "from the mail",
            }
        )
        {
            zip.PutNextEntry(new ZipEntry("x/BODY/BODY_1.csv") { AESKeySize = 256 });
            zip.Write(Upload.Csv(Header, Adult));
            zip.CloseEntry();
        }
        Assert.Equal(ImportTopic.Password, ImportedFile.Asks(file.ToArray()).Topic);
        Assert.Equal(
            8,
            ImportedFile
                .Of(file.ToArray(), c => c with { Password = "from the mail" })
                .Readings.Count
        );
    }
}
