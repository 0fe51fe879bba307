using System.Globalization;
using HealthRecord.Features.Imports;
using HealthRecord.TestKit;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Web.Tests.Import;

/// <summary>What a page says for an error key, in the language of its reader.</summary>
internal static class Sentences
{
    public static string French(this ProductApp app, string key, params object[] arguments) =>
        In("fr-FR", app, key, arguments);

    public static string English(this ProductApp app, string key, params object[] arguments) =>
        In("en-GB", app, key, arguments);

    private static string In(string culture, ProductApp app, string key, object[] arguments)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var texts = app.Get<IStringLocalizer<ImportsTexts>>();
            var said = arguments.Length == 0 ? texts[key] : texts[key, arguments];
            Assert.False(said.ResourceNotFound, $"{key} has no sentence in {culture}");
            return said.Value;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
