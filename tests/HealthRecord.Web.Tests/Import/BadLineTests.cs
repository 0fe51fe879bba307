using System.Net;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Import;

/// <summary>A line that makes no sense is refused alone, and can be looked up with its reason.</summary>
public sealed class BadLineTests(ImportedFamily family) : IClassFixture<ImportedFamily>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "not a number",
        "soixante",
        "count/min",
        "2024-03-01 09:00:00",
        "La valeur n’est pas un nombre.",
        "The value is not a number."
    )]
    [InlineData(
        "NaN",
        "NaN",
        "count/min",
        "2024-03-01 09:00:00",
        "La valeur n’est pas un nombre.",
        "The value is not a number."
    )]
    [InlineData(
        "infinity",
        "Infinity",
        "count/min",
        "2024-03-01 09:00:00",
        "La valeur n’est pas un nombre.",
        "The value is not a number."
    )]
    [InlineData(
        "too many digits",
        "1e400",
        "count/min",
        "2024-03-01 09:00:00",
        "La valeur n’est pas un nombre.",
        "The value is not a number."
    )]
    [InlineData(
        "impossible",
        "5000",
        "count/min",
        "2024-03-01 09:00:00",
        "La valeur n’est pas possible.",
        "The value is not possible."
    )]
    [InlineData(
        "future",
        "62",
        "count/min",
        "2199-03-01 09:00:00",
        "La date est dans le futur.",
        "The date is in the future."
    )]
    [InlineData(
        "before birth",
        "62",
        "count/min",
        "2009-12-31 09:00:00",
        "La date précède la naissance.",
        "The date is before the birth."
    )]
    [InlineData(
        "no date",
        "62",
        "count/min",
        "2024-13-41 09:00:00",
        "La date n’est pas lisible.",
        "The date cannot be read."
    )]
    [InlineData(
        "wrong unit",
        "62",
        "kg",
        "2024-03-01 09:00:00",
        "L’unité ne convient pas à cette mesure.",
        "The unit does not fit this kind of reading."
    )]
    public async Task It_is_refused_alone_and_the_list_says_why_in_the_language_of_the_reader(
        string what,
        string value,
        string unit,
        string start,
        string french,
        string english
    )
    {
        var person = await family.PersonWithPulseAsync(Ct, bornOn: "2010-02-28");
        var export = BadFiles
            .Good()
            .BornOn("2010-02-28")
            .Record("HeartRate", start, value, unit)
            .HeartRate("2024-03-01 10:00:00", 73);

        var import = await family.Program.ImportAsync(person, $"{what}.zip", export.Zip(), Ct);

        Assert.Equal("Done", import["state"]);
        var row = Assert.Single(import.Json.GetProperty("kinds").EnumerateArray());
        Assert.Equal(3, row.GetProperty("added").GetInt32());
        Assert.Equal(1, row.GetProperty("refused").GetInt32());
        Assert.Equal([58, 61, 62, 66, 73], await family.PulsesAsync(person, Ct));
        var line =
            export
                .Xml()
                .Split('\n')
                .ToList()
                .FindIndex(l =>
                    l.Contains(start, StringComparison.Ordinal)
                    && l.Contains($"\"{value}\"", StringComparison.Ordinal)
                    && l.Contains($"\"{unit}\"", StringComparison.Ordinal)
                ) + 1;
        await ListedAsync(import["id"], "fr-FR", $"{line},", french);
        await ListedAsync(import["id"], "en-GB", $"{line},", english);
        var program = await family.Program.GetAsync($"imports/{import["id"]}/refused.csv", Ct);
        Assert.Contains(english, program.Text, StringComparison.Ordinal);
        var nobodys = await family.Program.GetAsync($"imports/{Guid.NewGuid()}/refused.csv", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobodys.Status);
    }

    private async Task ListedAsync(string run, string language, string line, string reason)
    {
        var browser = family.Member.Browser;
        (
            await browser.SubmitAsync(
                "/compte/profil",
                "/preferences/language",
                [("language", language)],
                Ct
            )
        ).Dispose();
        using var answer = await browser.GetAsync($"/imports/{run}/refused.csv", Ct);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var rows = (await answer.Content.ReadAsStringAsync(Ct)).TrimEnd().Split('\n');
        Assert.Equal(2, rows.Length);
        Assert.StartsWith(line, rows[1], StringComparison.Ordinal);
        Assert.Contains(reason, rows[1], StringComparison.Ordinal);
    }
}
