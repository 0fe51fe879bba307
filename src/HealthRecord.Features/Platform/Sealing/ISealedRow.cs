namespace HealthRecord.Features.Platform.Sealing;

/// <summary>A row with one sealed cell. The members bind the cell to its table, its row and whose key seals it.</summary>
public interface ISealedRow
{
    SealedTable SealTable { get; }

    /// <summary>The row id inside the associated data.</summary>
    Guid SealRow { get; }

    /// <summary>The person or household whose data key seals the cell.</summary>
    Guid SealOwner { get; }

    byte[] Sealed { get; set; }
}
