using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Appointments;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.HealthBook;

public sealed class AppointmentTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Paris and New York change their clocks three weeks apart; at 2 the clock skips an hour and in October it comes twice.
    [Theory]
    [InlineData("2026-03-28", "10:30", "Europe/Paris", "20260328T093000Z")]
    [InlineData("2026-03-29", "10:30", "Europe/Paris", "20260329T083000Z")]
    [InlineData("2026-03-29", "02:30", "Europe/Paris", "20260329T013000Z")]
    [InlineData("2026-10-25", "02:30", "Europe/Paris", "20261025T003000Z")]
    [InlineData("2026-03-28", "10:30", "America/New_York", "20260328T143000Z")]
    [InlineData("2026-03-29", "10:30", "Indian/Reunion", "20260329T063000Z")]
    public void The_file_has_the_instant_of_the_wall_clock_there(
        string day,
        string time,
        string zone,
        string instant
    ) =>
        Assert.Contains(
            $"DTSTART:{instant}\r\n",
            Write(Of(day, time, zone)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_one_without_a_time_the_file_has_the_day()
    {
        var text = Write(Of("2026-03-29", null, "Europe/Paris"));

        Assert.Contains("DTSTART;VALUE=DATE:20260329\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DTEND", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_can_neither_break_a_line_nor_add_one()
    {
        var text = Write(
            Of("2026-03-29", "10:30", "Europe/Paris") with
            {
                What = "Bilan; suite, fin\\",
                Place =
                    "3 rue des Lilas\r\nBEGIN:VALARM\r\nEND:VALARM\nétage 2, à gauche de l’ascenseur, après la porte vitrée",
                Note = "à ne pas montrer",
            }
        );

        Assert.DoesNotContain("\nBEGIN:VALARM", text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Bilan\\; suite\\, fin\\\\", text, StringComparison.Ordinal);
        Assert.DoesNotContain("montrer", text, StringComparison.Ordinal);
        foreach (var line in text.Split("\r\n"))
            Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line);
        var read = Ical.Net.Calendar.Load(text)!.Events.Single();
        Assert.Contains("ascenseur", read.Location!, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Only_who_sees_the_domain_downloads_it(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2022-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var carer = await family.AddStrangerAsync("Karim", Ct);
        await family.GrantAsync(carer, leo, GrantRole.Viewer, RecordDomains.Measures, ct: Ct);
        var saved = await host.Get<SaveBookEntry>()
            .RunAsync(family.Ana, leo, Of("2026-12-03", "10:30", "Europe/Paris"), null, Ct);

        var own = await host.Get<DownloadAppointment>().RunAsync(family.Ana, leo, saved.Value, Ct);
        var other = await host.Get<DownloadAppointment>().RunAsync(carer, leo, saved.Value, Ct);

        Assert.Contains("SUMMARY:Dentiste – Léo", own.Value, StringComparison.Ordinal);
        Assert.Equal(BookErrors.NotFound, other.Error);
    }

    [Theory, BothDatabases]
    public async Task Reminders_find_what_begins_between_two_instants_in_order(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        foreach (
            var one in new[]
            {
                Of("2026-12-03", "10:30", "Europe/Paris"),
                Of("2026-12-03", "10:30", "Indian/Reunion"),
                Of("2026-12-04", null, "Europe/Paris"),
            }
        )
            await host.Get<SaveBookEntry>().RunAsync(family.Ana, family.AnaPerson, one, null, Ct);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);

        var found = await host.Get<ReadAppointments>()
            .BetweenAsync(
                db,
                family.AnaPerson,
                new(2026, 12, 3, 6, 30, 0, DateTimeKind.Utc),
                new(2026, 12, 3, 23, 0, 0, DateTimeKind.Utc),
                Ct
            );

        Assert.Equal(["Indian/Reunion", "Europe/Paris"], found.Select(at => at.Appointment.Zone));
    }

    [Fact]
    public async Task The_next_one_stands_first_and_what_is_over_below()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        foreach (var day in new[] { "2026-11-20", "2027-02-01", "2026-11-25", "2026-12-01" })
            await host.Get<SaveBookEntry>()
                .RunAsync(family.Ana, family.AnaPerson, Of(day, "10:30", "Europe/Paris"), null, Ct);

        var view = await host.Get<ReadBookPart>().RunAsync(family.Ana, family.AnaPerson, 14, Ct);

        Assert.Equal(
            ["2026-11-25", "2026-12-01", "2027-02-01", "2026-11-20"],
            view.Value.Lines.Lines.Select(line => $"{line.Payload.Day:yyyy-MM-dd}")
        );
    }

    [Theory]
    [InlineData("Paris", "book.zone-unknown")]
    [InlineData(null, "book.zone-unknown")]
    public void A_place_whose_clock_nobody_knows_is_refused(string? zone, string error) =>
        Assert.Equal(
            error,
            (Of("2026-12-03", "10:30", "UTC") with { Zone = zone }).Check(new(2026, 11, 25))?.Key
        );

    internal static Appointment Of(string day, string? time, string zone) =>
        new()
        {
            What = "Dentiste",
            On = DateOnly.ParseExact(day, "yyyy-MM-dd", null),
            At = time is null ? null : TimeOnly.ParseExact(time, "HH:mm", null),
            Zone = zone,
        };

    private static string Write(Appointment one) =>
        AppointmentCalendar.Write(new(Guid.Empty), one, null, Now);
}
