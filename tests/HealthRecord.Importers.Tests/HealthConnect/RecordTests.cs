using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Importers.Tests.HealthConnect.HealthConnectFile;

namespace HealthRecord.Importers.Tests.HealthConnect;

public sealed class RecordTests
{
    [Fact]
    public void A_weight_keeps_its_grams_its_zone_its_app_and_its_name()
    {
        var reading = ImportedFile.Of(Zip(OneWeight())).Only;

        Assert.Equal("body-weight", reading.Kind.Code);
        Assert.Equal((70_500, "g"), (reading.Value.ToDouble(), reading.Unit!.Ucum));
        Assert.Equal((Noon, "+01:00"), (reading.StartMs, reading.Zone));
        Assert.Equal(new SourceKey("health-connect", "org.scale"), reading.Source);
        Assert.Equal(
            new ExternalIdentity("00010203-0405-0607-0809-0a0b0c0d0e0f", 5),
            reading.Identity
        );
        Assert.Equal("weight_record_table", reading.Origin);
    }

    [Fact]
    public void The_database_alone_reads_like_the_one_in_its_archive() =>
        Assert.Equal(
            ImportedFile.Of(Zip(OneWeight())).Plain(),
            ImportedFile.Of(OneWeight()).Plain()
        );

    [Fact]
    public void A_copy_made_while_its_journal_was_apart_is_read()
    {
        var database = OneWeight();
        (database[18], database[19]) = (2, 2);

        Assert.Equal("body-weight", ImportedFile.Of(database).Only.Kind.Code);
    }

    [Fact]
    public void Small_calories_become_kilocalories_and_watts_become_kilocalories_a_day()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE active_calories_burned_record_table({Interval}, energy REAL);
                INSERT INTO active_calories_burned_record_table VALUES(1, x'01', 5, 1, {Noon}, 3600, {Noon
                    + 60_000}, 3600, 32400.0);
                CREATE TABLE basal_metabolic_rate_record_table({Moment}, basal_metabolic_rate REAL);
                INSERT INTO basal_metabolic_rate_record_table VALUES(1, x'02', 5, 1, {Noon}, 3600, 80.0);
                """
            )
        );

        var energy = Assert.Single(file.Readings, r => r.Kind.Code == "active-energy");
        Assert.Equal((32.4, 60_000), (energy.Value.ToDouble(), energy.DurationMs));
        var rate = Assert.Single(file.Readings, r => r.Kind.Code == "basal-metabolic-rate");
        Assert.Equal(80 * 86_400 / 4_184.0, rate.Value.ToDouble(), 6);
    }

    [Fact]
    public void Heart_rates_are_counted_by_themselves_and_the_record_around_them_counts_as_merged()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE heart_rate_record_table({Interval});
                CREATE TABLE heart_rate_record_series_table(parent_key INTEGER, beats_per_minute INTEGER, epoch_millis INTEGER);
                INSERT INTO heart_rate_record_table VALUES(7, x'01', 5, 1, {Noon}, -12600, {Noon
                    + 60_000}, -12600);
                INSERT INTO heart_rate_record_series_table VALUES(7, 61, {Noon}), (7, NULL, {Noon + 1}), (9, 62, {Noon + 2});
                """
            )
        );

        Assert.Equal([61, 62], file.Readings.Select(r => r.Value.ToDouble()));
        Assert.Equal(["-03:30", null], file.Readings.Select(r => r.Zone));
        Assert.Equal(["Marche", "Health Connect"], file.Readings.Select(r => r.Source.Name));
        Assert.All(file.Readings, r => Assert.Null(r.Identity));
        Assert.Equal(RefusalReason.Incomplete, file.OnlyRefusal.Reason);
        Assert.Equal(1, file.MergedByOrigin["heart_rate_record_table"]);
        Assert.Equal(3, file.Accounted()["heart_rate_record_series_table"]);
    }

    [Fact]
    public void A_night_without_stages_is_one_interval_asleep_and_one_with_stages_is_its_stages()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE sleep_session_record_table({Interval}, title TEXT);
                CREATE TABLE sleep_stages_table(parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER);
                INSERT INTO sleep_session_record_table VALUES
                    (1, x'01', 5, 1, {Noon}, 3600, {Noon + 600_000}, 3600, NULL),
                    (2, x'02', 5, 1, {Noon + 1_000_000}, 3600, {Noon + 1_600_000}, 3600, NULL);
                INSERT INTO sleep_stages_table VALUES
                    (1, {Noon}, {Noon + 300_000}, 5), (1, {Noon + 300_000}, {Noon
                    + 600_000}, 7), (1, {Noon}, {Noon}, 99);
                """
            )
        );

        Assert.Equal(
            ["deep", "awake", "asleep-unspecified"],
            file.Readings.Select(r => r.Kind.Codes[(int)r.Value.Digits])
        );
        Assert.Equal(600_000, file.Readings[2].DurationMs);
        Assert.Equal(RefusalReason.Code, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_blood_pressure_is_one_reading_of_two_numbers_and_half_of_one_is_refused()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE blood_pressure_record_table({Moment}, systolic REAL, diastolic REAL, body_position TEXT);
                INSERT INTO blood_pressure_record_table VALUES
                    (1, x'01', 5, 1, {Noon}, 3600, 141.0, 94.0, '4'), (2, x'02', 5, 1, {Noon}, 3600, 141.0, NULL, '4');
                """
            )
        );

        Assert.Equal(141, file.Only.Value.ToDouble());
        Assert.Equal(94, file.Only.Parts!.Rest[0]!.Value.ToDouble());
        Assert.Equal(RefusalReason.Incomplete, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void Glucose_under_the_skin_is_another_kind_than_glucose_in_blood()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE blood_glucose_record_table({Moment}, level REAL, specimen_source TEXT);
                INSERT INTO blood_glucose_record_table VALUES
                    (1, x'01', 5, 1, {Noon}, 3600, 7.59, '2'), (2, x'02', 5, 1, {Noon}, 3600, 6.1, '1');
                """
            )
        );

        Assert.Equal(["glucose", "glucose-interstitial"], file.Readings.Select(r => r.Kind.Code));
        Assert.All(file.Readings, r => Assert.Equal("mmol/L", r.Unit!.Ucum));
    }

    [Fact]
    public void A_session_of_exercise_keeps_its_laps_and_its_route()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE exercise_session_record_table({Interval}, exercise_type INTEGER);
                CREATE TABLE exercise_laps_table(parent_key INTEGER, lap_start_time INTEGER, lap_end_time INTEGER, lap_length REAL);
                CREATE TABLE exercise_route_table(parent_key INTEGER, timestamp_millis INTEGER, latitude REAL, longitude REAL, altitude REAL);
                INSERT INTO exercise_session_record_table VALUES(3, x'01', 5, 1, {Noon}, 3600, {Noon
                    + 600_000}, 3600, 33);
                INSERT INTO exercise_laps_table VALUES(3, {Noon}, {Noon + 300_000}, 1000.0);
                INSERT INTO exercise_route_table VALUES(3, {Noon + 2000}, 48.85, 2.35, 35.5), (3, {Noon}, 48.86, 2.36, NULL), (3, {Noon}, 99.0, 2.36, NULL);
                """
            )
        );

        var workout = Assert.Single(file.Workouts);
        Assert.Equal(("running", 600_000), (workout.Activity, workout.DurationMs));
        Assert.Equal(1000, Assert.Single(workout.Laps).Totals[0].Value.ToDouble());
        Assert.Equal([488_600_000, 488_500_000], workout.Route.Select(p => p.LatitudeE7));
        Assert.Equal(3550, workout.Route[1].AltitudeCm);
        Assert.Equal(3, file.Accounted()["exercise_route_table"]);
    }

    [Fact]
    public void A_meal_counts_each_of_its_numbers_and_an_empty_cell_is_no_record()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE nutrition_record_table({Interval}, energy REAL, total_carbohydrate REAL);
                INSERT INTO nutrition_record_table VALUES(1, x'01', 5, 1, {Noon}, 3600, {Noon
                    + 1000}, 3600, 450000.0, NULL);
                """
            )
        );

        Assert.Equal("nutrition_record_table/energy", file.Only.Origin);
        Assert.Equal(450, file.Only.Value.ToDouble());
        Assert.Empty(file.Refused);
    }

    [Fact]
    public void Tables_nobody_has_a_kind_for_are_named_with_their_count()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE ovulation_test_record_table({Moment}, result INTEGER);
                CREATE TABLE power_record_table({Interval});
                INSERT INTO ovulation_test_record_table VALUES(1, x'01', 5, 1, {Noon}, 3600, 1), (2, x'02', 5, 1, {Noon}, 3600, 1);
                """
            )
        );

        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal("import.tables-unknown", key);
        Assert.Equal(["2", "ovulation_test_record_table"], arguments);
    }

    [Theory]
    [InlineData("'lots'", RefusalReason.NotANumber)]
    [InlineData("NULL", RefusalReason.Incomplete)]
    [InlineData("x'00'", RefusalReason.NotANumber)]
    [InlineData("9e999", RefusalReason.NotANumber)]
    [InlineData("0.0", RefusalReason.Impossible)]
    public void What_is_no_weight_is_refused_by_name(string cell, RefusalReason reason) =>
        Assert.Equal(reason, ImportedFile.Of(OneWeight(cell)).OnlyRefusal.Reason);

    [Fact]
    public void A_time_of_nonsense_is_refused()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE weight_record_table({Moment}, weight REAL);
                INSERT INTO weight_record_table VALUES
                    (1, x'01', 5, 1, 9223372036854775807, 3600, 70000), (2, x'02', 5, 1, 'noon', 3600, 70000), (3, x'03', 5, 1, NULL, 3600, 70000);
                """
            )
        );

        Assert.Equal(3, file.Refused.Count(r => r.Reason == RefusalReason.Date));
    }
}
