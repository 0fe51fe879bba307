using System.Reflection;
using HealthRecord.Importers;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Import;

/// <summary>A bad file gets a clear sentence in both languages, and the record stays as it was.</summary>
public sealed class BadFileTests(ImportedFamily family) : IClassFixture<ImportedFamily>
{
    private const string Pulse = "HKQuantityTypeIdentifierHeartRate";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "not a zip",
        "import.not-an-export",
        "d’aucun format connu",
        "in no format that we know"
    )]
    [InlineData(
        "another XML",
        "import.other-xml",
        "d’aucun format connu",
        "in no format that we know"
    )]
    [InlineData(
        "zip bomb",
        "import.zip-bomb",
        "se décompresse de façon anormale",
        "unpacks abnormally"
    )]
    [InlineData(
        "entry outside",
        "import.entry-outside",
        "hors de son dossier",
        "outside its folder"
    )]
    [InlineData(
        "without the export",
        "import.no-export",
        "aucun fichier d’un format connu",
        "holds no file in a format"
    )]
    [InlineData("nested", "import.nested-archive", "en contient d’autres", "holds others")]
    [InlineData(
        "cut zip",
        "import.cut-zip",
        "n’est pas arrivé en entier",
        "The file is not complete"
    )]
    public async Task A_file_of_which_nothing_can_be_read_is_refused_and_changes_nothing(
        string what,
        string key,
        string french,
        string english
    )
    {
        var person = await family.PersonWithPulseAsync(Ct);
        var before = await family.RowsAsync(person, Ct);

        var import = await family.Program.ImportAsync(person, "export.zip", BadFiles.Of(what), Ct);

        Assert.Equal(("Refused", key), (import["state"], import["refusalKey"]));
        Assert.Contains(english, import["refusal"], StringComparison.Ordinal);
        Assert.Equal(import["refusal"], family.App.English(key));
        Assert.Contains(french, family.App.French(key), StringComparison.Ordinal);
        Assert.Equal(before, await family.RowsAsync(person, Ct));
        Assert.Equal([58, 61], await family.PulsesAsync(person, Ct));
        Assert.False(family.HasUpload(import["id"]));
    }

    [Fact]
    public async Task An_encrypted_archive_waits_for_its_password_and_nothing_is_added_meanwhile()
    {
        var person = await family.PersonWithPulseAsync(Ct);

        var import = await family.Program.ImportAsync(
            person,
            "export.zip",
            BadFiles.Of("encrypted"),
            Ct
        );

        Assert.Equal("Asking", import["state"]);
        Assert.Equal([58, 61], await family.PulsesAsync(person, Ct));
        Assert.True(family.HasUpload(import["id"]));
    }

    [Fact]
    public async Task A_cut_export_is_imported_to_the_cut_and_the_rest_comes_with_the_next_one()
    {
        var person = await family.PersonWithPulseAsync(Ct);
        var cut = BadFiles.Good().Cut($" <Record type=\"{Pulse}\" sourceName=\"Mon").Bytes();

        var import = await family.Program.ImportAsync(person, "export.xml", cut, Ct);

        Assert.Equal("Done", import["state"]);
        Assert.Equal(
            "The file ends early: 2 records were read up to the cut. Make the export again to get the rest.",
            Assert.Single(WarningsOf(import))
        );
        Assert.Contains(
            "2 enregistrements ont été lus jusqu’à la coupure",
            family.App.French("import.cut-xml", "2"),
            StringComparison.Ordinal
        );
        Assert.Equal([58, 61, 62, 66], await family.PulsesAsync(person, Ct));
        var whole = BadFiles.Good().HeartRate("2024-03-01 08:10:00", 70).Zip();
        var next = await family.Program.ImportAsync(person, "export.zip", whole, Ct);
        Assert.Equal(1, CountOf(next, "added"));
        Assert.Equal([58, 61, 62, 66, 70], await family.PulsesAsync(person, Ct));
    }

    [Fact]
    public async Task The_broken_document_type_of_iOS_16_costs_nothing()
    {
        var person = await family.PersonWithPulseAsync(Ct);
        var export = BadFiles.Good().DocType(AppleExportDocType.BrokenVersion12).Zip();

        var import = await family.Program.ImportAsync(person, "export.zip", export, Ct);

        Assert.Equal(("Done", 2), (import["state"], CountOf(import, "added")));
        Assert.Empty(WarningsOf(import));
    }

    [Fact]
    public async Task An_external_entity_is_never_opened_and_said()
    {
        var person = await family.PersonWithPulseAsync(Ct);
        var secret = Path.Combine(family.App.Folder, "secret.txt");
        await File.WriteAllTextAsync(secret, "77", Ct);
        var export = BadFiles
            .Good()
            .DocType($"<!DOCTYPE HealthData [ <!ENTITY x SYSTEM \"file://{secret}\"> ]>\n")
            .Raw(
                $" <Record type=\"{Pulse}\" sourceName=\"a\" unit=\"count/min\" startDate=\"2024-03-01 09:00:00 +0000\" endDate=\"2024-03-01 09:00:00 +0000\" value=\"&x;\"/>\n"
            );

        var import = await family.Program.ImportAsync(person, "export.zip", export.Zip(), Ct);

        Assert.Equal((2, 1), (CountOf(import, "added"), CountOf(import, "refused")));
        Assert.Equal(
            "The file refers to other files: these references were ignored.",
            Assert.Single(WarningsOf(import))
        );
        Assert.Contains(
            "ces renvois ont été ignorés",
            family.App.French("import.entities-ignored"),
            StringComparison.Ordinal
        );
        Assert.Equal([58, 61, 62, 66], await family.PulsesAsync(person, Ct));
    }

    [Fact]
    public async Task A_control_character_and_a_duplicated_attribute_lose_no_reading()
    {
        var person = await family.PersonWithPulseAsync(Ct);
        var export = BadFiles
            .Good()
            .HeartRate("2024-03-01 09:00:00", 71, "Mon\u000Btre")
            .Raw(
                $" <Record type=\"{Pulse}\" sourceName=\"a\" unit=\"count/min\" startDate=\"2024-03-01 10:00:00 +0000\" startDate=\"2024-03-01 10:00:00 +0000\" value=\"73\"/>\n"
            );

        var import = await family.Program.ImportAsync(person, "export.zip", export.Zip(), Ct);

        Assert.Equal(4, CountOf(import, "added"));
        Assert.Equal(
            family.App.English("import.duplicated-attribute", "1"),
            Assert.Single(WarningsOf(import))
        );
        Assert.Contains(
            "portaient deux fois la même indication",
            family.App.French("import.duplicated-attribute", "1"),
            StringComparison.Ordinal
        );
        Assert.Equal([58, 61, 62, 66, 71, 73], await family.PulsesAsync(person, Ct));
    }

    [Fact]
    public void Whatever_the_importer_says_it_says_in_both_languages()
    {
        var importers = typeof(ImportRefusedException).Assembly;
        var keys = new[] { "Refusals", "Warnings" }
            .SelectMany(name =>
                importers
                    .GetType($"HealthRecord.Importers.{name}", throwOnError: true)!
                    .GetFields(BindingFlags.Static | BindingFlags.Public)
            )
            .Select(f => (string)f.GetRawConstantValue()!)
            .Concat(Enum.GetNames<RefusalReason>().Select(r => $"import.refused.{r}"))
            .ToList();
        Assert.True(keys.Count > 30);
        foreach (var key in keys)
            Assert.NotEqual(family.App.French(key), family.App.English(key));
    }

    private static IEnumerable<string?> WarningsOf(Api.ApiAnswer import) =>
        import.Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetString());

    private static int CountOf(Api.ApiAnswer import, string column) =>
        import
            .Json.GetProperty("kinds")
            .EnumerateArray()
            .Sum(k => k.GetProperty(column).GetInt32());
}
