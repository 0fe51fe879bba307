using Xunit;
using static HealthRecord.Importers.Tests.Fit.FitFile;

namespace HealthRecord.Importers.Tests.Fit;

public sealed class MeasureTests
{
    [Fact]
    public void A_scale_tells_weight_and_composition_in_hundredths()
    {
        var file = ImportedFile.Of(
            Of(9)
                .Message(
                    30,
                    At(Morning),
                    U16(0, 7050),
                    U16(1, 2210),
                    U16(2, 5555),
                    U16(4, 310),
                    U16(5, 5200),
                    U16(7, 6600),
                    U8(10, 41),
                    U8(11, 7),
                    U16(13, 231)
                )
                .Done()
        );
        Assert.Equal(
            [
                "body-weight 70.5 kg",
                "body-fat 22.1 %",
                "body-water 55.55 %",
                "bone-mass 3.1 kg",
                "muscle-mass 52 kg",
                "basal-metabolic-rate 1650 kcal/d",
                "metabolic-age 41 a",
                "visceral-fat-rating 7 {score}",
                "bmi 23.1 kg/m2",
            ],
            file.Readings.Select(r => $"{r.Kind.Code} {r.Value.ToDouble():0.##} {r.Unit!.Ucum}")
        );
        Assert.Equal(
            file.Readings.Count,
            file.Readings.Select(r => r.Identity!.Id).Distinct().Count()
        );
    }

    [Fact]
    public void A_scale_that_is_still_weighing_has_no_weight()
    {
        var file = ImportedFile.Of(Of(9).Message(30, At(Morning), U16(0, 0xFFFE)).Done());
        Assert.Equal(RefusalReason.Sentinel, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_blood_pressure_is_one_reading_and_every_number_is_counted()
    {
        var file = ImportedFile.Of(Of(14).Message(51, Cuff(Morning, 132, 84, 70)).Done());
        Assert.Equal(132, file.Only.Value.Digits);
        Assert.Equal([84L, 100, 70], file.Only.Parts!.Rest.Select(p => p!.Value.Digits));
        Assert.Equal([1L, 1, 1, 1], file.Accounted().Values);
    }

    [Theory]
    [InlineData(1, RefusalReason.Sentinel)]
    [InlineData(2, RefusalReason.Sentinel)]
    [InlineData(3, RefusalReason.Sentinel)]
    public void A_measurement_that_the_cuff_calls_failed_is_refused(long status, RefusalReason why)
    {
        var file = ImportedFile.Of(
            Of(14).Message(51, [.. Cuff(Morning, 132, 84, 70), U8(8, status)]).Done()
        );
        Assert.Empty(file.Readings);
        Assert.Equal(4, file.Refused.Count);
        Assert.All(file.Refused, r => Assert.Equal(why, r.Reason));
    }

    [Fact]
    public void An_irregular_beat_is_kept_beside_the_pressure()
    {
        var file = ImportedFile.Of(
            Of(14).Message(51, [.. Cuff(Morning, 132, 84, 70), U8(8, 4)]).Done()
        );
        Assert.Equal(
            ["blood-pressure", "irregular-rhythm-flag"],
            file.Readings.Select(r => r.Kind.Code)
        );
    }

    [Fact]
    public void Two_persons_in_one_cuff_are_asked_about_and_kept_apart()
    {
        var bytes = Of(14)
            .Message(51, [.. Cuff(Morning, 132, 84, 70), U16(9, 1)])
            .Message(51, [.. Cuff(Morning + 60, 110, 70, 60), U16(9, 2)])
            .Done();
        var question = ImportedFile.Asks(bytes);
        Assert.Equal(("subject:fit", ImportTopic.Subject), (question.Id, question.Topic));
        Assert.Equal(
            ["1 132/84 mmHg", "2 110/70 mmHg"],
            question.Choices.Select(c => string.Join(' ', c.Arguments))
        );
        var file = ImportedFile.Of(
            bytes,
            c => c with { Answers = new Dictionary<string, string> { [question.Id] = "2" } }
        );
        Assert.Equal(110, file.Only.Value.Digits);
        Assert.Equal(4, file.Refused.Count(r => r.Reason == RefusalReason.OtherPerson));
    }

    [Fact]
    public void Two_persons_in_two_files_of_one_archive_are_asked_about_before_anything_else()
    {
        var scale = Of(9).Message(30, At(Morning), U16(0, 7050), U16(12, 1)).Done();
        var other = Of(9).Message(30, At(Morning), U16(0, 3050), U16(12, 2)).Done();
        using var packed = new MemoryStream();
        using (
            var zip = new System.IO.Compression.ZipArchive(
                packed,
                System.IO.Compression.ZipArchiveMode.Create,
                leaveOpen: true
            )
        )
            foreach (var (name, bytes) in new[] { ("a", scale), ("b", other) })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        Assert.Equal(
            ["1 70.50 kg", "2 30.50 kg"],
            ImportedFile.Asks(packed.ToArray()).Choices.Select(c => string.Join(' ', c.Arguments))
        );
    }

    [Fact]
    public void A_scale_keeps_two_persons_apart_and_whom_it_does_not_number_belongs_to_who_was_said()
    {
        var file = ImportedFile.Of(
            Of(9)
                .Message(30, At(Morning), U16(0, 7050), U16(1, 2000), U16(12, 1))
                .Message(30, At(Morning + 60), U16(0, 3050), U16(12, 2))
                .Message(30, At(Morning + 120), U16(0, 3060))
                .Done(),
            c => c with { Answers = new Dictionary<string, string> { ["subject:fit"] = "2" } }
        );
        Assert.Equal([3050, 3060], file.Readings.Select(r => r.Value.Digits));
        Assert.Equal(2, file.Refused.Count(r => r.Reason == RefusalReason.OtherPerson));
    }

    [Fact]
    public void One_person_is_not_asked_about()
    {
        var file = ImportedFile.Of(
            Of(14).Message(51, [.. Cuff(Morning, 132, 84, 70), U16(9, 3)]).Done()
        );
        Assert.Single(file.Readings);
    }

    [Fact]
    public void Stress_breath_oxygen_variability_and_resting_rate_are_read_in_their_scales()
    {
        var file = ImportedFile.Of(
            Of(32)
                .Message(227, S16(0, 25), U32(1, Morning))
                .Message(227, S16(0, -2), U32(1, Morning + 60))
                .Message(297, At(Morning), S16(0, 1450))
                .Message(297, At(Morning), S16(0, -300))
                .Message(269, At(Morning), U8(0, 97))
                .Message(371, At(Morning), U16(0, 6015))
                .Message(370, At(Morning), U16(0, 5632), U16(1, 6016))
                .Message(211, At(Morning), U8(0, 55), U8(1, 52))
                .Message(229, U32(0, Morning), U16(2, 483))
                .Message(398, At(Morning), Float(1, -0.3f))
                .Done()
        );
        Assert.Equal(
            [
                "stress-score 25",
                "respiratory-rate 14.5",
                "spo2 97",
                "hrv-rmssd 46.9921875",
                "resting-heart-rate 52",
                "vo2max 48.3",
                "skin-temperature-deviation -0.3",
            ],
            file.Readings.Select(r =>
                FormattableString.Invariant($"{r.Kind.Code} {r.Value.ToDouble()}")
            )
        );
        Assert.Equal(
            [
                RefusalReason.Sentinel,
                RefusalReason.Sentinel,
                RefusalReason.NotAMeasurement,
                RefusalReason.NotAMeasurement,
                RefusalReason.NotAMeasurement,
            ],
            file.Refused.Select(r => r.Reason)
        );
    }

    [Fact]
    public void Levels_of_sleep_hold_until_the_next_one()
    {
        var file = ImportedFile.Of(
            Of(49)
                .Message(275, At(Morning), U8(0, 2))
                .Message(275, At(Morning + 60), U8(0, 3))
                .Message(275, At(Morning + 180), U8(0, 0))
                .Message(275, At(Morning + 240), U8(0, 4))
                .Message(21, At(Morning + 300), U8(0, 74), U8(1, 1))
                .Message(346, U8(6, 81))
                .Done()
        );
        Assert.Equal(
            [
                "sleep-stage light 60",
                "sleep-stage deep 120",
                "sleep-stage rem 60",
                "sleep-score 81",
            ],
            file.Readings.Select(r =>
                r.Kind.Codes.Count > 0
                    ? $"{r.Kind.Code} {r.Kind.Codes[(int)r.Value.Digits]} {r.DurationMs / 1000}"
                    : $"{r.Kind.Code} {r.Value.Digits}"
            )
        );
        Assert.Equal(RefusalReason.Sentinel, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void The_last_of_even_levels_is_as_long_as_the_others_and_of_uneven_ones_unknown()
    {
        var even = Of(49)
            .Message(275, At(Morning), U8(0, 2))
            .Message(275, At(Morning + 60), U8(0, 3));
        Assert.Equal(
            [60_000, 60_000],
            ImportedFile.Of(even.Done()).Readings.Select(r => r.DurationMs)
        );
        var uneven = ImportedFile.Of(
            even.Message(275, At(Morning + 1000), U8(0, 4))
                .Message(275, At(Morning + 1060), U8(0, 1))
                .Done()
        );
        Assert.Equal([60_000, 940_000, 60_000], uneven.Readings.Select(r => r.DurationMs));
        Assert.Equal(RefusalReason.Incomplete, uneven.OnlyRefusal.Reason);
    }

    [Fact]
    public void The_last_level_of_a_cut_night_waits_for_the_whole_one()
    {
        var whole = Of(49)
            .Message(275, At(Morning), U8(0, 2))
            .Message(275, At(Morning + 60), U8(0, 3))
            .Message(275, At(Morning + 120), U8(0, 4))
            .Done();
        var half = ImportedFile.Of(whole[..^8]);
        Assert.Equal(RefusalReason.Incomplete, half.OnlyRefusal.Reason);
        Assert.Subset(ImportedFile.Of(whole).Plain().ToHashSet(), half.Plain().ToHashSet());
    }

    private static Field[] Cuff(uint at, long systolic, long diastolic, long pulse) =>
        [At(at), U16(0, systolic), U16(1, diastolic), U16(2, 100), U8(6, pulse)];
}
