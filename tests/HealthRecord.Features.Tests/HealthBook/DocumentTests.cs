using System.Text;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Documents;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Family;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.HealthBook;

public sealed class DocumentTests
{
    private static readonly byte[] Heic =
    [
        0,
        0,
        0,
        24,
        .. "ftypmif1"u8,
        0,
        0,
        0,
        0,
        .. "mif1heic"u8,
        1,
        2,
        3,
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_file_comes_back_byte_by_byte_and_lies_in_several_rows(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        byte[] sent = [.. "%PDF-1.7\n"u8, .. Noise(1_300_000)];

        var kept = await AddAsync(host, family.Ana, family.AnaPerson, sent, "résultat.exe");

        var opened = await host.Get<OpenDocument>()
            .RunAsync(family.Ana, family.AnaPerson, kept.Value, Ct);
        using var back = new MemoryStream();
        for (var number = 0; number < opened.Value.Document.Pieces; number++)
            back.Write(await opened.Value.PieceAsync(number));
        Assert.Equal(sent, back.ToArray());
        Assert.Equal(3, opened.Value.Document.Pieces);
        Assert.Equal("résultat.pdf", DocumentNames.File(opened.Value.Document));
    }

    public static TheoryData<string, byte[]> NotAccepted() =>
        new()
        {
            { "a.pdf", [.. "<html><script>alert(1)</script></html>"u8] },
            { "a.png", [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8] },
            { "a.pdf", [.. "<!-- -->%PDF-1.7"u8] },
            { "a.jpg", [.. "GIF89a"u8] },
            { "a.heic", [0, 0, 0, 20, .. "ftypavif"u8, 0, 0, 0, 0, .. "avif"u8] },
            { "a.jpg", [] },
        };

    [Theory]
    [MemberData(nameof(NotAccepted))]
    public async Task What_it_is_decide_its_bytes_and_not_its_name(string name, byte[] sent)
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var kept = await AddAsync(host, family.Ana, family.AnaPerson, sent, name);

        Assert.Equal(DocumentErrors.NotAccepted, kept.Error);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(0, await db.Entries.CountAsync(Ct));
    }

    [Fact]
    public async Task A_picture_that_does_not_open_is_refused_and_nothing_is_kept()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        byte[] polyglot = [0xFF, 0xD8, 0xFF, 0xE0, .. "<script>alert(1)</script>"u8];

        var kept = await AddAsync(host, family.Ana, family.AnaPerson, polyglot, "a.jpg");

        Assert.Equal(DocumentErrors.Broken, kept.Error);
    }

    [Fact]
    public async Task A_picture_is_shown_as_this_program_wrote_it_and_kept_as_it_came()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        byte[] sent = [.. Pictures.SidewaysWithPlace(40, 20), .. "<script>alert(1)</script>"u8];

        var kept = await AddAsync(host, family.Ana, family.AnaPerson, sent, "a.jpg");
        var open = host.Get<OpenDocument>();
        var preview = await open.PreviewAsync(family.Ana, family.AnaPerson, kept.Value, Ct);
        var file = await open.RunAsync(family.Ana, family.AnaPerson, kept.Value, Ct);

        var shown = Encoding.Latin1.GetString(preview.Value);
        Assert.DoesNotContain("script", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Pictures.Place, shown, StringComparison.Ordinal);
        Assert.Equal(sent, await file.Value.PieceAsync(0));
    }

    [Fact]
    public async Task A_picture_of_a_telephone_is_kept_without_being_shown()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var kept = await AddAsync(host, family.Ana, family.AnaPerson, Heic, "IMG_0001.HEIC");

        var line = Assert.Single(await LinesAsync(host, family.Ana, family.AnaPerson));
        Assert.Equal(DocumentFormat.Heic, line.Document.Format);
        Assert.False(line.Document.HasPreview);
        Assert.Equal("IMG_0001", line.Document.Title);
        var preview = await host.Get<OpenDocument>()
            .PreviewAsync(family.Ana, family.AnaPerson, kept.Value, Ct);
        Assert.Equal(BookErrors.NotFound, preview.Error);
    }

    [Fact]
    public async Task One_byte_too_many_is_refused_whatever_was_announced()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var sent = new byte[DocumentPieces.MostBytes + 1];
        "%PDF-1.7"u8.CopyTo(sent);

        var kept = await AddAsync(host, family.Ana, family.AnaPerson, sent, "a.pdf");

        Assert.Equal(DocumentErrors.TooLarge, kept.Error);
    }

    [Theory, BothDatabases]
    public async Task A_document_is_seen_only_by_who_also_sees_the_line_that_it_belongs_to(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var (line, vaccination) = await ProvenAsync(host, family, leo);
        var papers = await family.AddStrangerAsync("Karim", Ct);
        await family.GrantAsync(papers, leo, GrantRole.Guardian, RecordDomains.Documents, ct: Ct);
        var open = host.Get<OpenDocument>();

        Assert.Empty(await LinesAsync(host, papers, leo));
        Assert.Equal(BookErrors.NotFound, (await open.RunAsync(papers, leo, line.Id, Ct)).Error);
        Assert.Equal(
            BookErrors.NotFound,
            (await open.PreviewAsync(papers, leo, line.Id, Ct)).Error
        );
        Assert.Equal(
            BookErrors.NotFound,
            (await host.Get<RemoveDocument>().RunAsync(papers, leo, line, Ct)).Error
        );
        Assert.Equal(line.Id, vaccination.Proof);
        Assert.Single(await LinesAsync(host, family.Ana, leo));
    }

    [Theory, BothDatabases]
    public async Task Who_may_not_write_a_line_may_not_say_what_proves_it(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var (line, _) = await ProvenAsync(host, family, leo);
        var papers = await family.AddStrangerAsync("Karim", Ct);
        await family.GrantAsync(papers, leo, GrantRole.Guardian, RecordDomains.Documents, ct: Ct);
        var own = await AddAsync(host, papers, leo, Pictures.Png(3, 3), "b.png");
        var mine = Assert.Single(await LinesAsync(host, papers, leo));
        Assert.Equal(own.Value, mine.Id);

        var linked = await host.Get<EditDocument>()
            .RunAsync(papers, leo, mine, mine.Document with { Link = line.Document.Link }, Ct);

        Assert.Equal(BookErrors.NotYours, linked.Error);
    }

    [Theory, BothDatabases]
    public async Task What_is_taken_away_leaves_no_piece_and_no_proof_behind(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var (line, _) = await ProvenAsync(host, family, leo);

        var removed = await host.Get<RemoveDocument>().RunAsync(family.Ana, leo, line, Ct);

        Assert.True(removed.Succeeded);
        Assert.Null((await VaccinationAsync(host, family.Ana, leo)).Proof);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(1, await db.Entries.CountAsync(e => e.PersonId == leo.Value, Ct));
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_change_the_same_document_the_second_is_told(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await AddAsync(host, family.Ana, family.AnaPerson, Pictures.Png(2, 2), "a.png");
        var seen = Assert.Single(await LinesAsync(host, family.Ana, family.AnaPerson));
        var edit = host.Get<EditDocument>();

        var first = await edit.RunAsync(
            family.Ana,
            family.AnaPerson,
            seen,
            seen.Document with
            {
                Title = "Ordonnance",
                Bytes = 1,
                Pieces = 0,
            },
            Ct
        );
        var second = await edit.RunAsync(family.Ana, family.AnaPerson, seen, seen.Document, Ct);
        var removal = await host.Get<RemoveDocument>()
            .RunAsync(family.Ana, family.AnaPerson, seen, Ct);

        Assert.True(first.Succeeded);
        Assert.Equal(BookErrors.Changed, second.Error);
        Assert.Equal(BookErrors.Changed, removal.Error);
        var now = Assert.Single(await LinesAsync(host, family.Ana, family.AnaPerson)).Document;
        Assert.Equal(("Ordonnance", 1), (now.Title, now.Pieces));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\fax\\ordonnance.final.pdf", "ordonnance.final")]
    [InlineData("a\u202Efdp.exe", "afdp")]
    [InlineData("\r\nX-Evil: 1.pdf", "X-Evil: 1")]
    [InlineData("", "Document")]
    [InlineData(null, "Document")]
    public void A_title_is_made_of_the_words_of_a_files_name(string? name, string title) =>
        Assert.Equal(title, DocumentNames.Title(name));

    private static async Task<(DocumentLine, Vaccination)> ProvenAsync(
        RecordHost host,
        TestFamily family,
        PersonId person
    )
    {
        var saved = await host.Get<SaveBookEntry>()
            .RunAsync(family.Ana, person, BookTests.Vaxelis("2026-04-03"), null, Ct);
        await AddAsync(host, family.Ana, person, Pictures.Png(4, 4), "preuve.png");
        var line = Assert.Single(await LinesAsync(host, family.Ana, person));
        var edited = await host.Get<EditDocument>()
            .RunAsync(
                family.Ana,
                person,
                line,
                line.Document with
                {
                    Link = new(Vaccination.Part.Number, saved.Value.Value),
                },
                Ct
            );
        Assert.True(edited.Succeeded);
        return (
            Assert.Single(await LinesAsync(host, family.Ana, person)),
            await VaccinationAsync(host, family.Ana, person)
        );
    }

    private static async Task<Vaccination> VaccinationAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    ) =>
        (Vaccination)
            Assert
                .Single(
                    (
                        await host.Get<ReadBookPart>()
                            .RunAsync(actor, person, Vaccination.Part.Number, Ct)
                    )
                        .Value
                        .Lines
                        .Lines
                )
                .Payload;

    private static async Task<Outcome<Guid>> AddAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        byte[] sent,
        string name
    )
    {
        using var body = new MemoryStream(sent);
        return await host.Get<AddDocument>().RunAsync(actor, person, body, name, Ct);
    }

    private static async Task<IReadOnlyList<DocumentLine>> LinesAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    ) => (await host.Get<ReadDocuments>().RunAsync(actor, person, Ct)).Value.Documents;

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
