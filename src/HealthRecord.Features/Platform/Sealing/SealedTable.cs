namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The name by which a sealed cell is bound to its table, and whether its length is hidden by padding.</summary>
/// <remarks>
/// The names are constants of the code, not the SQL names, so that renaming a table breaks nothing. Changing one makes
/// every cell of that table unreadable.
/// </remarks>
public sealed record SealedTable
{
    private SealedTable(string name, bool padded)
    {
        Name = name;
        Padded = padded;
    }

    public static SealedTable Segment { get; } = new("segment", padded: false);
    public static SealedTable DayTable { get; } = new("daytable", padded: false);
    public static SealedTable Entry { get; } = new("entry", padded: true);
    public static SealedTable Person { get; } = new("person", padded: true);
    public static SealedTable Household { get; } = new("household", padded: true);
    public static SealedTable Import { get; } = new("import", padded: true);
    public static SealedTable Draft { get; } = new("draft", padded: true);
    public static SealedTable Token { get; } = new("token", padded: true);
    public static SealedTable UploadLink { get; } = new("uploadlink", padded: true);
    public static SealedTable Invitation { get; } = new("invitation", padded: true);
    public static SealedTable Connection { get; } = new("connection", padded: true);
    public static SealedTable Operation { get; } = new("operation", padded: true);

    /// <summary>ASCII, without the separator 0x1F.</summary>
    public string Name { get; }

    /// <summary>Entries-like cells are padded so that a vaccination and a night look alike; large ones are not.</summary>
    public bool Padded { get; }

    public override string ToString() => Name;
}
