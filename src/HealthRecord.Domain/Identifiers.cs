namespace HealthRecord.Domain;

/// <summary>A member of a family, with or without an account.</summary>
public readonly record struct PersonId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>A sign-in: an ASP.NET Core Identity user.</summary>
public readonly record struct AccountId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>Who lives, eats and pays together.</summary>
public readonly record struct HouseholdId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>Anything of a record that is not a plain number.</summary>
public readonly record struct EntryId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>One import of one file for one person. <see cref="ByHand"/> stands for what people typed.</summary>
public readonly record struct ImportId(Guid Value) : IComparable<ImportId>
{
    /// <summary>The carrier of readings typed by hand or sent by the API: it cannot be undone as an import.</summary>
    public static readonly ImportId ByHand;

    public int CompareTo(ImportId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("N");
}
