using System.Globalization;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>The language of the page: that of the request's culture, which a circuit keeps.</summary>
public static class Language
{
    public static bool IsFrench =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is not "en";
}
