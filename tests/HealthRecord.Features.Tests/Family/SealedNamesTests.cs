using System.Text;
using System.Text.Json;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Family.Photos;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed class SealedNamesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_name_birth_date_zone_photo_or_invited_address_can_be_read_from_the_disk()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host, "Qanary Founder")
            .WithChild("Qanary Child", born: "1987-06-05", zone: "Pacific/Chatham")
            .BuildAsync(Ct);
        await host.Get<RenameHousehold>()
            .RunAsync(family.Ana, family.Household, "Qanary House", 1, Ct);
        await host.Get<InviteAdult>().RunAsync(family.Ana, null, "qanary.invited@example.org", Ct);
        await host.Get<ChangePhoto>()
            .RunAsync(family.Ana, family.Person("Qanary Child"), Pictures.Png(64, 64), Ct);
        var control = Path.Combine(host.Folder, "record", "control.txt");
        await File.WriteAllTextAsync(control, "Qanary Control", Ct);

        var hits = new List<string>();
        foreach (
            var file in Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories)
        )
        {
            await using var open = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite
            );
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes, Ct);
            foreach (
                var canary in new[] { "Qanary", "qanary", "1987-06-05", "Pacific/Chatham", "JFIF" }
            )
            {
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                    if (bytes.AsSpan().IndexOf(encoding.GetBytes(canary)) >= 0)
                        hits.Add($"{Path.GetFileName(file)}: {canary}");
                var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))[..^4];
                if (bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(base64)) >= 0)
                    hits.Add($"{Path.GetFileName(file)}: base64 of {canary}");
            }
        }

        // The search itself works: it finds what was written in the clear, and that alone.
        Assert.Equal(["control.txt: Qanary"], hits);
    }

    [Fact]
    public void The_stored_sample_of_every_version_of_a_person_is_still_read()
    {
        const string Version1 =
            """{"Version":1,"Name":"L\u00E9o","BornOn":"2019-02-28","Sex":2,"Zones":[{"From":"0001-01-01","Iana":"Europe/Paris"}],"Colour":3,"Photo":"0a0b0c0d-0000-4000-8000-000000000001"}""";
        using var written = JsonDocument.Parse(Version1);

        var leo = PersonPayload.Format.Read(written.RootElement);

        Assert.Equal(1, PersonPayload.Format.Current);
        Assert.Equal(
            ("Léo", new DateOnly(2019, 2, 28), BiologicalSex.Male, 3),
            (leo.Name, leo.BornOn, leo.Sex, leo.Colour)
        );
        Assert.Equal(new PersonZone(DateOnly.MinValue, "Europe/Paris"), Assert.Single(leo.Zones));
        Assert.Equal(Version1, Encoding.UTF8.GetString(PersonPayload.Format.Write(leo)));
    }
}
