using System.Globalization;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Dashboard.OneKind;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class WordsTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);
    private static readonly SourceKey Watch = new("apple", "Montre d’Ana");
    private static readonly SourceKey Phone = new("apple", "Téléphone d’Ana");

    public WordsTests() =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("fr-FR");

    [Fact]
    public void A_days_steps_are_explained_in_one_sentence()
    {
        var day = Day(Today, 12480) with { Echoes = 3 };
        var row = new DayRow(
            day,
            [new(Watch, 11000, 0, 430, 1260), new(Phone, 1480, 6000, 1260, 1380)]
        );

        var sentences = new ReconciliationWords(Texts()).Of(KindCatalogue.Get("steps"), row, null);

        Assert.Equal(
            "12 480 pas : Montre d’Ana de 7 h 10 à 21 h, Téléphone d’Ana pour le reste ; 3 doublons écartés.",
            Plain(sentences[0])
        );
        Assert.Contains(sentences, s => Plain(s).Contains("non comptés deux fois"));
    }

    [Fact]
    public void A_repeated_weight_is_told_with_who_counted_instead()
    {
        var day = Day(Today, 70) with { Count = 2, Echoes = 1 };
        var row = new DayRow(day, [new(Watch, 2, 0, 430, 460), new(Phone, 0, 1, -1, -1)]);
        var words = new ReconciliationWords(Texts());

        var french = words.Of(KindCatalogue.Get("body-weight"), row, null).Select(Plain).ToList();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("en-GB");
        var english = words.Of(KindCatalogue.Get("body-weight"), row, null).Select(Plain);

        Assert.Contains(
            "Téléphone d’Ana répète 1 mesure de Montre d’Ana : rien n’est compté deux fois.",
            french
        );
        Assert.Contains(french, s => s.Contains("compter à part", StringComparison.Ordinal));
        Assert.Contains(
            english,
            s => s.StartsWith("Téléphone d’Ana repeats 1 ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_span_of_weight_is_summed_up_with_what_is_usual_for_the_person()
    {
        var weight = KindCatalogue.Get("body-weight");
        var days = Enumerable
            .Range(0, 20)
            .Select(i => Day(Today.AddDays(i - 20), 70 + (i * 0.1)))
            .ToList();
        var band = new Band(70.2, 71.5, null, null, "band.usual", "Jeanne", IsOwn: true);
        var view = View(weight, days, band);

        var sentence = Plain(new KindSentence(Texts()).Of(view));

        Assert.StartsWith("Entre 70 kg et 71,9 kg ; dernière valeur 71,9 kg,", sentence);
        Assert.EndsWith("Inhabituel pour Jeanne : 6 jours sur 20.", sentence);
    }

    [Fact]
    public void Where_weeks_are_drawn_instead_of_days_the_sentence_says_so()
    {
        var days = Enumerable.Range(0, 800).Select(i => Day(Today.AddDays(i - 800), 8000)).ToList();
        var steps = KindCatalogue.Get("steps");

        var many = new KindSentence(Texts()).Of(View(steps, days, null));
        var few = new KindSentence(Texts()).Of(View(steps, days[..30], null));

        Assert.Contains("la moyenne de chaque semaine", many, StringComparison.Ordinal);
        Assert.DoesNotContain("semaine", few, StringComparison.Ordinal);
    }

    private static KindView View(Kind kind, List<DaySummary> days, Band? band) =>
        new(
            kind,
            new KindTag("t"),
            days[0].Day,
            Today,
            Today,
            [.. days.Select(d => new DayRow(d, []))],
            [],
            band,
            null,
            0
        );

    private static DaySummary Day(DateOnly day, double value) =>
        new(day, 1, value, value, value, value, value, double.NaN, double.NaN, [], 0, [], 0, false);

    private static IStringLocalizer<DashboardTexts> Texts() =>
        new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .BuildServiceProvider()
            .GetRequiredService<IStringLocalizer<DashboardTexts>>();

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
