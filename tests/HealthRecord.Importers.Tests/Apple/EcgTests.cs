using System.Text;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class EcgTests
{
    private const string English =
        "Name,Ana\nDate of Birth,\"Apr 3, 1971\"\nRecorded Date,2025-03-02 08:15:35 +0000\nClassification,Sinus Rhythm\nSymptoms,\nSoftware Version,1.90\nDevice,\"Watch7,2\"\nSample Rate,512 hertz\n\n\nLead,Lead I\nUnit,µV\n\n-138.763\n716.920\n6.083\n";

    private const string French =
        "Nom,Ana\nDate de naissance,\"3 avr. 1971\"\nDate d’enregistrement,2025-03-02 09:15:35 +0100\nClassification,Fibrillation auriculaire\nSymptômes,\nVersion du logiciel,\"1,90\"\nAppareil,\"Watch7,2\"\nFréquence d’échantillonnage,512 hertz\nFréquence cardiaque moyenne,94 bpm\n\nDérivation,Dérivation I\nUnité,µV\n\n\"-138,763\"\n\"716,920\"\n";

    [Fact]
    public void What_the_watch_made_of_the_trace_is_a_reading_and_the_trace_is_kept()
    {
        var file = ImportedFile.Of(Beside(English));
        Assert.Equal(
            ("ecg-classification", "sinus-rhythm", "Watch7,2", 1_740_903_335_000L),
            (
                file.Only.Kind.Code,
                file.Only.Kind.Codes[(int)file.Only.Value.Digits],
                file.Only.Source.Name,
                file.Only.StartMs
            )
        );
        Assert.Empty(file.Warnings);
        var trace = Assert.Single(file.Traces);
        Assert.Equal([-138_763, 716_920, 6_083], trace.Nanovolts);
        Assert.Equal(
            (512, "Sinus Rhythm", "Lead I", file.Only.StartMs),
            (trace.Rate.ToDouble(), trace.Verdict, trace.Lead, trace.StartMs)
        );
        Assert.Null(trace.HeartRate);
    }

    [Fact]
    public void Another_language_with_its_comma_says_the_same()
    {
        var file = ImportedFile.Of(Beside(French));
        Assert.Equal(
            ["ecg-classification 1", "heart-rate 94"],
            file.Readings.Select(r => $"{r.Kind.Code} {r.Value.Digits}")
        );
        Assert.All(file.Readings, r => Assert.Equal(1_740_903_335_000, r.StartMs));
        var trace = Assert.Single(file.Traces);
        Assert.Equal([-138_763, 716_920], trace.Nanovolts);
        Assert.Equal(
            ("Fibrillation auriculaire", "Dérivation I", 94),
            (trace.Verdict, trace.Lead, trace.HeartRate!.Value.ToDouble())
        );
    }

    [Theory]
    // Nobody could say how long it lasts.
    [InlineData("Sample Rate,512 hertz\n", "")]
    // A sample that is missing would move all behind it.
    [InlineData("716.920", "1e30")]
    public void A_trace_that_cannot_be_drawn_in_time_is_named_and_not_kept(string part, string by)
    {
        var file = ImportedFile.Of(Beside(English.Replace(part, by, StringComparison.Ordinal)));

        Assert.Empty(file.Traces);
        Assert.Equal("ecg-classification", file.Only.Kind.Code);
        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal("import.not-imported.ecg-samples", key);
        Assert.Equal(["1", "3"], arguments);
    }

    [Theory]
    [InlineData("Inconclusive", "inconclusive")]
    [InlineData("High Heart Rate", "high-heart-rate")]
    [InlineData("Low Heart Rate", "low-heart-rate")]
    [InlineData("Poor Recording", "poor-recording")]
    [InlineData("Vorhofflimmern", "atrial-fibrillation")]
    public void Every_verdict_has_its_code(string words, string code)
    {
        var only = ImportedFile
            .Of(Beside(English.Replace("Sinus Rhythm", words, StringComparison.Ordinal)))
            .Only;
        Assert.Equal(code, only.Kind.Codes[(int)only.Value.Digits]);
    }

    [Fact]
    public void A_verdict_that_nobody_knows_is_refused_in_its_own_words()
    {
        var file = ImportedFile.Of(
            Beside(English.Replace("Sinus Rhythm", "洞調律", StringComparison.Ordinal))
        );
        Assert.Empty(file.Readings);
        Assert.Equal(
            (RefusalReason.Code, "洞調律"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Text)
        );
    }

    [Fact]
    public void A_trace_taken_out_of_its_archive_is_known_by_its_content() =>
        Assert.Equal(
            "ecg-classification",
            ImportedFile.Of(Encoding.UTF8.GetBytes(English)).Only.Kind.Code
        );

    private static byte[] Beside(string trace) =>
        AppleExport
            .With()
            .Beside("apple_health_export/electrocardiograms/ecg_2025-03-02.csv", trace)
            .Zip();
}
