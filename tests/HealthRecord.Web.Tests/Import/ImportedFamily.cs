using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests.Import;

/// <summary>One product and one account, and persons whose pulse is known already.</summary>
public sealed class ImportedFamily : IAsyncLifetime
{
    private static readonly byte[] Known = AppleExport
        .With()
        .HeartRate("2023-05-06 07:00:00", 58)
        .HeartRate("2023-05-06 07:10:00", 61)
        .Zip();

    internal ProductApp App { get; } = ProductApp.Start();

    internal Member Member { get; private set; } = null!;

    internal ApiProgram Program => Member.Program;

    public async ValueTask InitializeAsync() =>
        Member = await App.MemberAsync("imports@example.org", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Member.Dispose();
        await App.DisposeAsync();
    }

    internal async Task<string> PersonWithPulseAsync(CancellationToken ct, string? bornOn = null)
    {
        var person = await Program.AddPersonAsync("Léo", ct, bornOn);
        var import = await Program.ImportAsync(person, "export.zip", Known, ct);
        Assert.Equal("Done", import["state"]);
        return person;
    }

    /// <summary>All pulses of a person, in the order of time.</summary>
    internal async Task<IEnumerable<double>> PulsesAsync(string person, CancellationToken ct)
    {
        var tag = await Program.TagAsync(person, "heart-rate", ct);
        return (await Program.ReadingsAsync(person, tag, ct))
            .Reverse()
            .Select(r => r.GetProperty("values")[0].GetDouble());
    }

    /// <summary>What lies in the database of a person: rows that nobody sees would show here.</summary>
    internal async Task<(int Segments, int DayTables, int Entries)> RowsAsync(
        string person,
        CancellationToken ct
    )
    {
        var id = Guid.Parse(person);
        await using var db = await App.Get<HealthDbs>().ReadAsync(ct);
        return (
            await db.Segments.CountAsync(s => s.PersonId == id, ct),
            await db.DayTables.CountAsync(d => d.PersonId == id, ct),
            await db.Entries.CountAsync(e => e.PersonId == id, ct)
        );
    }

    internal bool HasUpload(string run) => App.Get<UploadFiles>().Exists(Guid.Parse(run));
}
