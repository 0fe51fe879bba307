namespace HealthRecord.Web.Hosting;

/// <summary>Razor components, sign-in, languages and the headers of every answer.</summary>
internal static class PageHosting
{
    public static void AddPages(this IHostApplicationBuilder builder) { }

    public static void UsePages(this WebApplication app) { }
}
