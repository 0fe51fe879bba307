using System.Globalization;
using HealthRecord.Features.Platform.Data;
using Microsoft.Data.Sqlite;

namespace HealthRecord.Data.Sqlite;

/// <summary>The application id in a file's header says whether it is a record or the demo's; it goes where the file goes.</summary>
internal static class SqliteMark
{
    // "HRec" and "HRdm".
    private const long Real = 0x48526563;
    private const long Demo = 0x4852646D;

    /// <exception cref="StartRefusedException">The file belongs to the other, or to another program.</exception>
    public static void Require(string file, bool demo)
    {
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
            return;
        using var connection = Open(file);
        var mark = Number(connection, "PRAGMA application_id;");
        if (mark == (demo ? Demo : Real))
            return;
        // A first start that was killed before the mark leaves an empty schema.
        if (mark == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema;") == 0)
            return;
        throw mark switch
        {
            Demo => new StartRefusedException(
                $"{file} appartient à la démonstration : démarrez avec --demo ou choisissez un autre dossier.",
                $"{file} belongs to the demo: start with --demo or choose another folder."
            ),
            Real => new StartRefusedException(
                $"{file} est un vrai dossier : la démonstration ne l'ouvre jamais.",
                $"{file} is a real record: the demo never opens it."
            ),
            _ => new StartRefusedException(
                $"{file} n'est pas un dossier de ce programme.",
                $"{file} is not a record of this program."
            ),
        };
    }

    public static void Write(string file, bool demo)
    {
        using var connection = Open(file);
        if (Number(connection, "PRAGMA application_id;") == (demo ? Demo : Real))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"PRAGMA application_id={(demo ? Demo : Real)};"
        );
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Pooling = false,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }
}
