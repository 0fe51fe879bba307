using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Importers;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Features.Imports;

/// <summary>Says what a file does not, and lets its import go on.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class AnswerImport(
    HealthDbs dbs,
    ImportRuns runs,
    ImportPasswords passwords,
    ImportQueue queue
)
{
    private const int LongestPassword = 200;
    private const int LongestAnswer = 20_000;

    /// <summary>Two hundred columns with their names.</summary>
    private const int LongestColumns = 200_000;

    /// <param name="question">Id of the question that was seen: an answer to another one is not taken.</param>
    /// <param name="answer">A text, or the value of a choice where the question takes no text.</param>
    /// <param name="choice">Value of a choice, where the question takes a text as well: a password may read like one.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        ImportId run,
        string question,
        string answer,
        CancellationToken ct,
        string? choice = null
    )
    {
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await runs.FindAsync(db, actor, run, ct) is not { } row)
                return ImportErrors.NotFound;
            if (row.State != ImportState.Asking)
                return ImportErrors.NotNow;
            var payload = await runs.OpenAsync(row, ct);
            if (payload.Question is not { } asked || asked.Id != question)
                return ImportErrors.NotNow;
            if (!(choice is null ? Fits(asked, answer) : IsChoice(asked, choice)))
                return ImportErrors.NoSuchAnswer;
            if (asked.Topic == ImportTopic.Columns && choice is null)
            {
                var columns = ColumnsOf(asked, answer);
                if (columns.Error is { } refusal)
                    return refusal;
                answer = columns.Value;
            }
            var isPassword = asked.Topic == ImportTopic.Password && choice is null;
            if (isPassword)
                passwords.Keep(run, answer);
            row.State = ImportState.Waiting;
            row.ReadBytes = 0;
            row.ReadingsSoFar = 0;
            await runs.SealAsync(
                row,
                Answered(payload, asked, isPassword ? null : choice ?? answer),
                ct
            );
            if (!await db.TrySaveAsync(ct))
                return ImportErrors.Busy;
        }
        queue.Enqueue(run);
        return Done.Value;
    }

    private static bool Fits(ImportQuestion asked, string answer) =>
        asked.Topic == ImportTopic.Password ? answer.Length is > 0 and <= LongestPassword
        : asked.Topic == ImportTopic.Columns ? answer.Length is > 0 and <= LongestColumns
        : asked.Choices.Count > 0 ? IsChoice(asked, answer)
        : answer.Length is > 0 and <= LongestAnswer;

    private static bool IsChoice(ImportQuestion asked, string choice) =>
        asked.Choices.Any(c => c.Value == choice);

    /// <summary>What is kept of an answer about columns: it can be carried out, and no row of the file stands in it.</summary>
    private static Outcome<string> ColumnsOf(ImportQuestion asked, string answer)
    {
        var proposal = TableDescription.Parse(asked.Proposal!);
        var faults = TableAnswer.Faults(answer, proposal, out var said);
        return faults.Count > 0
            ? ImportErrors.Columns(faults[0], proposal)
            : TableAnswer.Plain(said!).ToJson();
    }

    /// <param name="answer">Null for one that is not kept.</param>
    private static ImportPayload Answered(
        ImportPayload payload,
        ImportQuestion asked,
        string? answer
    )
    {
        if (answer is null)
            return payload with { Question = null };
        var answers = new Dictionary<string, string>(payload.Answers, StringComparer.Ordinal)
        {
            [asked.Id] = answer,
        };
        return payload with { Question = null, Answers = answers };
    }
}
