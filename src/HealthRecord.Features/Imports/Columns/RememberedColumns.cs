using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Features.Imports;

/// <summary>What the columns of a person's tables were the last time. A file that does not fit asks again.</summary>
internal sealed class RememberedColumns(HealthDbs dbs, EntryStore entries)
{
    /// <summary>Answers by the question's id: what was said of this very file goes before what was said of another one.</summary>
    public async Task<IReadOnlyDictionary<string, string>> WithAsync(
        PersonId person,
        IReadOnlyDictionary<string, string> said,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var known = await entries.ReadAsync(db, person, ImportColumns.Type, ct);
        var answers = new Dictionary<string, string>(said, StringComparer.Ordinal);
        foreach (var columns in known.Entries)
            answers.TryAdd(columns.Payload.Question, columns.Payload.Answer);
        return answers;
    }

    /// <summary>Writes into a report how the columns became known; nothing where no question of columns was answered.</summary>
    public static void Note(
        ImportReport report,
        ImportPayload payload,
        IReadOnlyCollection<string> used
    )
    {
        report.Columns = used.FirstOrDefault(TableAnswer.IsQuestion);
        if (report.Columns is { } question)
            report.ColumnMemory = payload.Answers.ContainsKey(question)
                ? ColumnMemory.Kept
                : ColumnMemory.Recalled;
    }

    /// <summary>Keeps what was said of the file together with what it brought.</summary>
    public async Task KeepAsync(
        HealthDb db,
        ClaimedImport import,
        ImportReport report,
        CancellationToken ct
    )
    {
        if (report is not { Columns: { } question, ColumnMemory: ColumnMemory.Kept })
            return;
        var next = new ImportColumns(question, import.Payload.Answers[question]);
        try
        {
            var type = ImportColumns.Type;
            if (await entries.FindAsync(db, import.Person, type, question, ct) is not { } known)
                await entries.AddAsync(db, import.Person, type, next, ct, key: question);
            else if (known.Payload != next)
                await entries.UpdateAsync(db, type, known with { Payload = next }, ct);
        }
        catch (RecordDamagedException)
        {
            // The readings are worth more than the memory of their columns, which can be said again.
        }
    }

    public async Task ForgetAsync(
        HealthDb db,
        PersonId person,
        string question,
        CancellationToken ct
    )
    {
        if (await entries.FindAsync(db, person, ImportColumns.Type, question, ct) is { } known)
            await entries.RemoveAsync(db, ImportColumns.Type, known, ct);
    }
}
