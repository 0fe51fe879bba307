using System.Text;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Tests.Tables;

/// <summary>Tables that are asked about, and answered.</summary>
internal static class Answered
{
    public static byte[] Rows(params string[] lines) =>
        Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    public static TableDescription Proposal(byte[] file) =>
        TableDescription.Parse(ImportedFile.Asks(file).Proposal ?? "");

    /// <summary>The file as it reads when a person says yes to the proposal, or corrects it first.</summary>
    public static ImportedFile Of(
        byte[] file,
        Func<TableDescription, TableDescription>? corrected = null
    )
    {
        var question = ImportedFile.Asks(file);
        var answer = (corrected ?? (d => d))(TableDescription.Parse(question.Proposal ?? ""));
        return With(file, question.Id, answer.ToJson());
    }

    public static ImportedFile With(byte[] file, string id, string answer) =>
        ImportedFile.Of(
            file,
            c => c with { Answers = new Dictionary<string, string> { [id] = answer } }
        );

    public static string RolesOf(TableDescription description) =>
        string.Join(
            ' ',
            description.Columns.Select(c =>
                c.Role == TableRole.Value ? $"{c.Kind}:{c.Unit}" : $"{c.Role}"
            )
        );

    public static TableDescription Change(
        this TableDescription description,
        int index,
        Func<TableColumn, TableColumn> change
    ) =>
        description with
        {
            Columns = [.. description.Columns.Select(c => c.Index == index ? change(c) : c)],
        };
}
