using System.Globalization;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>Any table that somebody kept: a text or a workbook, uploaded by itself. What its columns are is guessed, shown and answered.</summary>
internal sealed class TableFormat : IFormat
{
    public const string Producer = "table";

    public string Code => Producer;

    public bool OnlyWhole => true;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files is [{ IsMember: false } only] && IsTable(only) ? files
        : files.Any(f => f.Path == Workbook.Book) && files.Any(f => f.Path == "[Content_Types].xml")
            ? files
        : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        if (files is [{ IsMember: false, Head.Signature: Signature.Text } only])
        {
            run.Each(files, (_, _) => Read(TableSource.Of(only), run));
            return;
        }
        try
        {
            using var book = files is [{ Head.Signature: Signature.Compound } old]
                ? Workbook.Open(old, run)
                : Workbook.Open(files, run);
            Read(new TableSource("Excel", isText: false, book.Rows), run);
            foreach (var (name, rows) in book.OtherSheets())
                run.Sink.Warn(
                    Warnings.TableNotImported,
                    name,
                    rows.ToString(CultureInfo.InvariantCulture)
                );
        }
        catch (InvalidDataException)
        {
            throw new ImportRefusedException(Refusals.WorkbookDamaged);
        }
    }

    private static void Read(TableSource table, FormatRun run)
    {
        var survey = TableSurvey.Of(table, run.Stop);
        var guess = TableGuess.Of(survey, table);
        var question = new ImportQuestion(
            TableAnswer.QuestionOf(survey.Signature),
            ImportTopic.Columns,
            [],
            [],
            guess.ToJson()
        );
        var plan = TablePlan.Of(run.Ask(question), guess);
        if (plan is null)
            throw new ImportQuestionException(question with { Arguments = ["again"] });
        new TableImport(table, plan, run).Read();
    }

    private static bool IsTable(SourceFile file) =>
        file.Head.Signature == Signature.Compound
        || file.Head.Signature == Signature.Text
            && HeadLines.Rows(file.Head).Any(r => r.Cells.Count > 1 && TableSurvey.IsData(r));
}
