using System.Net;
using System.Text;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>A letter as a message with a plain and an HTML part that say the same.</summary>
internal sealed class LetterMessage(
    IStringLocalizer<MailTexts> texts,
    MailOptions options,
    TimeProvider clock
)
{
    public MimeMessage Of(Letter letter)
    {
        using var language = LetterLanguage.Of(letter.Language);
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = clock.GetUtcNow(),
            Body = new BodyBuilder
            {
                TextBody = Text(letter),
                HtmlBody = Html(letter),
            }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress("HealthRecord", options.From));
        message.To.Add(new MailboxAddress("", letter.To));
        message.Headers["Content-Language"] = letter.Language;
        // Nobody is asked to answer a machine, and no machine is.
        message.Headers["Auto-Submitted"] = "auto-generated";
        if (letter.Id is { } id)
        {
            message.MessageId = $"{id.Local}@{options.From[(options.From.LastIndexOf('@') + 1)..]}";
            message.Date = new DateTimeOffset(
                DateTime.SpecifyKind(id.WrittenUtc, DateTimeKind.Utc)
            );
        }
        if (letter.Stop is { } stop)
        {
            message.Headers["List-Unsubscribe"] = $"<{stop}>";
            message.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }
        return message;
    }

    private string Text(Letter letter)
    {
        var text = new StringBuilder();
        foreach (var paragraph in letter.Paragraphs)
            text.Append(paragraph).Append("\n\n");
        foreach (var link in Links(letter))
            text.Append(link.Text).Append('\n').Append(link.Url).Append("\n\n");
        return text.Append("-- \n").Append(texts["mail.signature"].Value).Append('\n').ToString();
    }

    private string Html(Letter letter)
    {
        var html = new StringBuilder();
        html.Append(
                $"<!DOCTYPE html><html lang=\"{letter.Language[..2]}\"><head><meta charset=\"utf-8\">"
            )
            .Append(
                "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light\"></head>"
            )
            .Append(
                "<body style=\"margin:0;padding:24px;background:#FAF7F2;color:#1E2A2E;font:16px/1.5 system-ui,sans-serif\">"
            )
            .Append(
                "<div style=\"max-width:34em;margin:0 auto;padding:24px;background:#FFFFFF;border:1px solid #DDD5CA;border-radius:12px\">"
            )
            .Append("<p style=\"margin:0 0 16px;font-weight:600;color:#0B6B62\">HealthRecord</p>");
        foreach (var paragraph in letter.Paragraphs)
            html.Append("<p style=\"margin:0 0 16px\">")
                .Append(WebUtility.HtmlEncode(paragraph))
                .Append("</p>");
        foreach (var link in Buttons(letter))
            html.Append(
                    $"<p style=\"margin:24px 0\"><a href=\"{WebUtility.HtmlEncode(link.Url)}\" "
                )
                .Append(
                    "style=\"display:inline-block;padding:12px 20px;border-radius:12px;background:#0B6B62;color:#FFFFFF;"
                )
                .Append(
                    $"font-weight:600;text-decoration:none\">{WebUtility.HtmlEncode(link.Text)}</a></p>"
                );
        if (letter.Otherwise is { } other)
            html.Append(
                    $"<p style=\"margin:0 0 16px\"><a style=\"color:#0B6B62\" href=\"{WebUtility.HtmlEncode(other.Url)}\">"
                )
                .Append($"{WebUtility.HtmlEncode(other.Text)}</a></p>");
        return html.Append("<p style=\"margin:24px 0 0;font-size:14px;color:#56636B\">")
            .Append(WebUtility.HtmlEncode(texts["mail.signature"].Value))
            .Append("</p></div></body></html>")
            .ToString();
    }

    private static IEnumerable<LetterLink> Links(Letter letter) =>
        Buttons(letter).Concat(new[] { letter.Otherwise }.OfType<LetterLink>());

    private static IEnumerable<LetterLink> Buttons(Letter letter) =>
        new[] { letter.Link }.OfType<LetterLink>().Concat(letter.More ?? []);
}
