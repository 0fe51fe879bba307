using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class CodeWordsTests
{
    private static readonly StringLocalizer<DashboardTexts> Texts = new(
        new ResourceManagerStringLocalizerFactory(
            Options.Create(new LocalizationOptions()),
            NullLoggerFactory.Instance
        )
    );

    [Theory]
    [InlineData("fr-FR", "Léger", "Sommeil léger")]
    [InlineData("en-GB", "Light", "Light sleep")]
    public void A_light_flow_is_not_called_light_sleep(string culture, string flow, string sleep) =>
        In(
            culture,
            () =>
            {
                Assert.Equal(flow, Of("menstrual-flow", "light"));
                Assert.Equal(sleep, Of("sleep-stage", "light"));
            }
        );

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Every_code_of_every_kind_has_words_and_no_two_of_a_kind_have_the_same(
        string culture
    ) =>
        In(
            culture,
            () =>
            {
                var coded = KindCatalogue.All.Where(k => k.Codes.Count > 0).ToList();
                Assert.NotEmpty(coded);
                foreach (var kind in coded)
                {
                    var words = kind.Codes.Select(c => Of(kind.Code, c)).ToList();
                    Assert.DoesNotContain(
                        words,
                        w => w.StartsWith("code.", StringComparison.Ordinal)
                    );
                    Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
                }
            }
        );

    private static string Of(string kind, string code) =>
        CodeWords.Of(KindCatalogue.Get(kind), code, Texts);

    private static void In(string culture, Action check)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            check();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
