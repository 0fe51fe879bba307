using System.Text;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.TestKit;
using HealthRecord.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

/// <summary>The programme as an operator handles it, beside a running server.</summary>
public sealed class ProgrammeCommandTests : IAsyncLifetime
{
    private const string Silent = "fr.check.bp";
    private RecordHost host = null!;
    private string output = "";
    private string errors = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Silent_lines_are_listed_turned_on_and_turned_off()
    {
        Assert.Equal(0, await RunAsync("programme", "list"));
        Assert.Contains(Silent, output, StringComparison.Ordinal);
        Assert.DoesNotContain(await SpokenAsync(), rule => rule == Silent);

        Assert.Equal(0, await RunAsync("programme", "on", "--line", Silent));
        Assert.Contains(await SpokenAsync(), rule => rule == Silent);
        // Said twice, it is one change.
        Assert.Equal(0, await RunAsync("programme", "on", "--line", Silent));
        Assert.Equal(1, await RowsAsync());

        Assert.Equal(0, await RunAsync("programme", "off", "--line", Silent));
        Assert.DoesNotContain(await SpokenAsync(), rule => rule == Silent);
    }

    [Fact]
    public async Task Only_a_silent_line_of_the_programme_is_switched()
    {
        Assert.Equal(1, await RunAsync("programme", "off", "--line", "fr.vax.hexa"));
        Assert.Equal(1, await RunAsync("programme", "on", "--line", "fr.vax.moon"));
        Assert.Contains("fr.vax.moon", errors, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("programme", "on"));
        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    public async Task A_new_file_comes_into_force_without_a_restart_and_keeps_what_was_turned_on()
    {
        Assert.Equal(0, await RunAsync("programme", "on", "--line", Silent));
        var file = Write(Shipped().Replace("2026.11-dev1", "2027.01", StringComparison.Ordinal));

        Assert.Equal(0, await RunAsync("programme", "load", "--from", file));

        var now = await ProgrammeAsync();
        Assert.Equal("2027.01", now.All.Version);
        Assert.Contains(Silent, now.TurnedOn);
        Assert.NotNull(now.LoadedUtc);
        Assert.Equal(0, await RunAsync("programme", "shipped"));
        Assert.Equal(RuleFile.Embedded.Version, (await ProgrammeAsync()).All.Version);
        Assert.Contains(Silent, (await ProgrammeAsync()).TurnedOn);
    }

    [Theory]
    [InlineData("\"kind\": \"vaccine\"", "\"kind\": \"vacine\"", "$.rules[0].kind")]
    [InlineData("\"kind\": \"vaccine\"", "\"king\": \"vaccine\"", "$.rules[0].king")]
    [InlineData("\"P8W\"", "\"8 weeks\"", "$.rules[0].series[0].doses[0].age.min")]
    [InlineData("\"Diphtérie\"", "\"Diphterie\"", "$.rules[0].antigens[0]")]
    public async Task A_broken_file_is_refused_with_line_and_path_and_the_previous_one_stays(
        string right,
        string wrong,
        string path
    )
    {
        Assert.Equal(0, await RunAsync("programme", "on", "--line", Silent));
        var before = await ProgrammeAsync();
        var text = Shipped();
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var broken = text[..at] + wrong + text[(at + right.Length)..];
        var line = text[..at].Count(c => c == '\n') + 1;

        Assert.Equal(1, await RunAsync("programme", "load", "--from", Write(broken)));

        Assert.Contains($"{path}  ", errors, StringComparison.Ordinal);
        Assert.Contains($" {line}  ", errors, StringComparison.Ordinal);
        Assert.Equal(before.Id, (await ProgrammeAsync()).Id);
        Assert.Equal(1, await RowsAsync());
    }

    [Fact]
    public async Task A_file_that_is_none_or_far_too_large_is_refused()
    {
        Assert.Equal(1, await RunAsync("programme", "load", "--from", At("nowhere.json")));
        Assert.Equal(1, await RunAsync("programme", "load", "--from", Write("no json")));
        var large = Write(new string(' ', RuleFile.MostBytes + 1));
        Assert.Equal(1, await RunAsync("programme", "load", "--from", large));
        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    public async Task The_newest_is_in_force_also_when_the_clock_was_set_back()
    {
        Assert.Equal(0, await RunAsync("programme", "on", "--line", Silent));
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var row = await db.ProgrammeFiles.SingleAsync(Ct);
            row.LoadedUtc = row.LoadedUtc.AddDays(1);
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(0, await RunAsync("programme", "off", "--line", Silent));

        // Another process: nothing is remembered.
        await using var other = await host.AgainAsync(ct: Ct);
        await using var read = await other.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty((await other.Get<ProgrammeInForce>().GetAsync(read, Ct)).TurnedOn);
    }

    private async Task<Programme> ProgrammeAsync()
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await host.Get<ProgrammeInForce>().GetAsync(db, Ct);
    }

    private async Task<IEnumerable<string>> SpokenAsync() =>
        (await ProgrammeAsync()).Spoken.Rules.Select(rule => rule.Id);

    private async Task<int> RowsAsync()
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.ProgrammeFiles.CountAsync(Ct);
    }

    private static string Shipped()
    {
        using var stream = typeof(RuleFile).Assembly.GetManifestResourceStream(
            "prevention-rules-fr.json"
        )!;
        using var text = new StreamReader(stream, Encoding.UTF8);
        return text.ReadToEnd();
    }

    private string Write(string text)
    {
        var file = At("programme.json");
        File.WriteAllText(file, text);
        return file;
    }

    private string At(string name) => Path.Combine(host.Folder, name);

    private async Task<int> RunAsync(params string[] args)
    {
        var (said, refused) = (new StringWriter(), new StringWriter());
        var code = await OperatorCommands.RunAsync(
            [
                .. args,
                $"--Data:Directory={At("record")}",
                $"--Sealing:StoreDirectory={At("keystore")}",
                $"--Sealing:KeyDirectory={At("keys")}",
            ],
            said,
            refused,
            new StringReader(""),
            host.Clock,
            Ct
        );
        (output, errors) = (said.ToString(), refused.ToString());
        return code;
    }
}
