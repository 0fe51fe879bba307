namespace HealthRecord.TestKit;

/// <summary>One of the two providers that every row of a test about stored data runs on.</summary>
public sealed record Database(string Name)
{
    public const string ServerVariable = "HEALTHRECORD_TEST_SQLSERVER";

    public static Database Sqlite { get; } = new("SQLite");
    public static Database SqlServer { get; } = new("SQL Server");

    /// <summary>Connection string of a server on which tests may make and drop databases.</summary>
    public static string? Server => Environment.GetEnvironmentVariable(ServerVariable);

    public override string ToString() => Name;
}
