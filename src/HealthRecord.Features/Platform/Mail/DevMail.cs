using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MimeKit;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Reads the mail folder in the browser. Mapped in development only: elsewhere these addresses do not exist.</summary>
internal static class DevMail
{
    private const int Most = 100;

    public static void MapDevMail(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/dev/mail").AllowAnonymous();
        group.MapGet("", ListAsync);
        group.MapGet("/{name}", OpenAsync);
        group.MapGet("/{name}/eml", Raw);
    }

    private static async Task<IResult> ListAsync(MailFolder folder, CancellationToken ct)
    {
        var messages = new List<KeyValuePair<string, MimeMessage>>();
        foreach (var name in folder.Names().Take(Most))
            if (await folder.ReadAsync(name, ct) is { } message)
                messages.Add(new(name, message));
        return Page((nameof(DevMailPage.Messages), messages));
    }

    private static async Task<IResult> OpenAsync(
        string name,
        MailFolder folder,
        CancellationToken ct
    ) =>
        await folder.ReadAsync(name, ct) is { } message
            ? Page((nameof(DevMailPage.Opened), message), (nameof(DevMailPage.Name), name))
            : Results.NotFound();

    private static IResult Raw(string name, MailFolder folder) =>
        folder.PathOf(name) is { } path
            ? Results.File(path, "message/rfc822", name)
            : Results.NotFound();

    private static RazorComponentResult<DevMailPage> Page(
        params (string Name, object? Value)[] parameters
    ) => new(parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));
}
