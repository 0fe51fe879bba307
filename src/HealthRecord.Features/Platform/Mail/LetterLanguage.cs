using System.Globalization;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Texts of a letter are the recipient's, not those of whoever caused it: <c>using (LetterLanguage.Of("en-GB"))</c>.</summary>
internal sealed class LetterLanguage : IDisposable
{
    private readonly CultureInfo culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo uiCulture = CultureInfo.CurrentUICulture;

    private LetterLanguage(string language) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
            language
        );

    public static IDisposable Of(string language) => new LetterLanguage(language);

    public void Dispose()
    {
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = uiCulture;
    }
}
