namespace HealthRecord.Features.Platform.Mail;

/// <summary>A message to one person in that person's language. No health word stands in it: mails are read over shoulders.</summary>
/// <param name="To">The address.</param>
/// <param name="Language"><c>fr-FR</c> or <c>en-GB</c>; the texts are in it already (see <see cref="LetterLanguage"/>).</param>
/// <param name="Subject">Plain text, one line.</param>
/// <param name="Paragraphs">Plain text, in order.</param>
/// <param name="Link">What the message is for.</param>
/// <param name="Otherwise">A second, quiet link, as in "this was not me".</param>
/// <param name="More">Further links, after the first.</param>
/// <param name="Id">The same at every try of the same letter, so that a mail program shows a repeated one once; null: any.</param>
/// <param name="Stop">Where a mail program's own button ends such letters by a POST (RFC 8058).</param>
internal sealed record Letter(
    string To,
    string Language,
    string Subject,
    IReadOnlyList<string> Paragraphs,
    LetterLink? Link = null,
    LetterLink? Otherwise = null,
    IReadOnlyList<LetterLink>? More = null,
    LetterId? Id = null,
    string? Stop = null
);

/// <param name="Local">What stands before the @ of the message's identifier.</param>
internal sealed record LetterId(string Local, DateTime WrittenUtc);

/// <param name="Url">Absolute, from <see cref="PublicAddress"/>.</param>
internal sealed record LetterLink(string Text, string Url);
