using System.Diagnostics;
using Xunit;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class OldWorkbookTests
{
    private const long Seven = 1_773_385_200_000; // 2026-03-13T07:00:00Z, 8:00 in Paris
    private static readonly DateTime Morning = new(2026, 3, 13, 8, 0, 0, DateTimeKind.Unspecified);
    private static readonly object[] Header = ["Date", "Poids (kg)"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_old_workbook_is_asked_about_and_read_like_a_new_one(bool since1904)
    {
        var file = Answered.Of(
            OldWorkbookFile.Of(since1904, Header, [Morning, 70.4], [Morning.AddDays(1), 71])
        );

        Assert.Equal([70.4, 71], file.Readings.Select(r => r.Value.ToDouble()));
        Assert.Equal([Seven, Seven + 86_400_000], file.Readings.Select(r => r.StartMs));
        Assert.Equal("Excel", file.Readings[0].Source.Name);
    }

    [Fact]
    public void Many_rows_are_read_to_the_last()
    {
        object[][] rows =
        [
            Header,
            .. Enumerable
                .Range(0, 3000)
                .Select(i => new object[] { Morning.AddDays(-i), 70 + (i % 10) }),
        ];

        Assert.Equal(3000, Answered.Of(OldWorkbookFile.Of(rows)).Readings.Count);
    }

    [Fact]
    public void A_workbook_with_a_password_says_what_to_do()
    {
        Assert.Equal("import.workbook-locked", ImportedFile.WhyNot(OldWorkbookFile.Locked));
        Assert.Equal("import.workbook-locked", ImportedFile.WhyNot(OldWorkbookFile.LockedXlsx));
    }

    [Fact]
    public void A_letter_in_the_same_container_is_no_table() =>
        Assert.Equal("import.not-an-export", ImportedFile.WhyNot(OldWorkbookFile.Letter));

    [Fact]
    public void Whatever_is_done_to_the_bytes_nothing_but_a_refusal_or_a_question_comes_out()
    {
        var random = new Random(20260313);
        var whole = OldWorkbookFile.Of(Header, [Morning, 70.4], [Morning.AddDays(1), 71]);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 400 && watch.Elapsed < TimeSpan.FromSeconds(3); i++)
        {
            var bytes = whole[..(i % 4 == 0 ? random.Next(8, whole.Length) : whole.Length)];
            // The header, the table of sectors and the records are at the front; far behind is padding.
            for (var flips = i % 5; flips > 0; flips--)
                bytes[random.Next(8, Math.Min(bytes.Length, 2200))] ^= (byte)(1 << random.Next(8));
            try
            {
                Answered.Of(bytes);
            }
            catch (Exception e) when (e is ImportRefusedException or ImportQuestionException)
            {
                // A sentence, not a crash.
            }
            // Asked for, and not asked about.
            catch (Xunit.Sdk.ThrowsException e) when (e.InnerException is ImportRefusedException)
            { }
        }
    }

    [Fact]
    public void Fhir_in_xml_is_refused_with_the_way_round_alone_and_in_an_archive()
    {
        const string bundle =
            "<?xml version=\"1.0\"?><Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"collection\"/></Bundle>";

        Assert.Equal(
            "import.fhir-xml",
            ImportedFile.WhyNot(System.Text.Encoding.UTF8.GetBytes(bundle))
        );
        Assert.Equal("import.fhir-xml", ImportedFile.WhyNot(Json.Zip.Of(("a/bundle.xml", bundle))));
    }
}
