namespace HealthRecord.Importers;

/// <summary>What a question is about: the page has a sentence, and where needed a form, for each.</summary>
public enum ImportTopic
{
    /// <summary>
    /// The archive is encrypted: a password is never kept. Where it lies in another one there is a choice beside it, to read the
    /// rest without it.
    /// </summary>
    Password,

    /// <summary>The file holds several persons: which of them is it?</summary>
    Subject,

    /// <summary>Day or month first: both make sense for every date of the file.</summary>
    DateOrder,

    /// <summary>The file writes no unit.</summary>
    Unit,

    /// <summary>What the columns of a table are; the proposal is their description as JSON.</summary>
    Columns,

    /// <summary>What the numbers of a file are that says nothing of itself: the choices are codes of kinds, or <c>none</c> of them.</summary>
    Meaning,
}

/// <summary>Something that only a person can say before the file can be read right.</summary>
/// <param name="Id">The same for the same file: under it the answer stands in <see cref="ImportContext.Answers"/>.</param>
/// <param name="Arguments">Of the topic's sentence.</param>
/// <param name="Choices">What can be answered; empty where the topic has a form of its own.</param>
/// <param name="Proposal">What we would answer; null where nothing speaks for one answer.</param>
/// <remarks>Of a password the choices stand beside the text, elsewhere instead of it.</remarks>
public sealed record ImportQuestion(
    string Id,
    ImportTopic Topic,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<ImportChoice> Choices,
    string? Proposal = null
);

/// <param name="Value">What is answered.</param>
/// <param name="Arguments">What a person recognises it by: shown beside it, in words of the file.</param>
public sealed record ImportChoice(string Value, IReadOnlyList<string> Arguments);

/// <summary>Reading stops here until a person has answered. Readings handed out before are void.</summary>
public sealed class ImportQuestionException(ImportQuestion question) : Exception(question.Id)
{
    public ImportQuestion Question { get; } = question;
}
