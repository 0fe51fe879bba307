using System.Buffers.Binary;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The rows of one sealed table, whichever it is: a table that is added tomorrow is rotated, erased and proven too.</summary>
internal abstract class SealedRows
{
    /// <summary>Every table of the model that has a sealed cell.</summary>
    public static IReadOnlyList<SealedRows> Of(IModel model) =>
        model
            .GetEntityTypes()
            .Where(t => typeof(ISealedRow).IsAssignableFrom(t.ClrType))
            .OrderBy(t => t.GetTableName(), StringComparer.Ordinal)
            .Select(t =>
                Activator.CreateInstance(typeof(SealedRows<>).MakeGenericType(t.ClrType), t)
                    as SealedRows
                ?? throw new InvalidOperationException($"{t.Name} has no sealed rows.")
            )
            .ToList();

    public abstract IEntityType Type { get; }

    /// <summary>The property that says whose data key seals the cell.</summary>
    public abstract IProperty Owner { get; }

    public string TableName => Type.GetTableName() ?? Type.Name;

    /// <summary>At most <paramref name="take"/> rows of the owner whose cell was sealed with this version.</summary>
    public abstract Task<IReadOnlyList<ISealedRow>> UnderAsync(
        HealthDb db,
        Guid owner,
        int version,
        int take,
        CancellationToken ct
    );

    public abstract Task<IReadOnlyList<ISealedRow>> OfOwnerAsync(
        HealthDb db,
        Guid owner,
        int take,
        CancellationToken ct
    );

    /// <summary>Exchanges the cell if it is still the one that was read. The row's version stays: its content does.</summary>
    public abstract Task<bool> ExchangeAsync(
        HealthDb db,
        ISealedRow row,
        byte[] cell,
        CancellationToken ct
    );
}

/// <inheritdoc/>
internal sealed class SealedRows<TRow> : SealedRows
    where TRow : class, ISealedRow, new()
{
    private readonly string under;
    private readonly string exchange;
    private readonly IReadOnlyList<IProperty> key;

    public SealedRows(IEntityType type)
    {
        Type = type;
        Owner = OwnerOf(type);
        key =
            type.FindPrimaryKey()?.Properties
            ?? throw new InvalidOperationException($"{type.Name} has no key.");
        // Brackets quote names on both providers, and both cut bytes with SUBSTRING, counted from one.
        var cell = $"[{type.FindProperty(nameof(ISealedRow.Sealed))?.GetColumnName()}]";
        under =
            $"SELECT * FROM [{TableName}] WHERE [{Owner.GetColumnName()}] = {{0}} AND SUBSTRING({cell}, 3, 4) = {{1}}";
        exchange =
            $"UPDATE [{TableName}] SET {cell} = {{0}} WHERE {cell} = {{1}}"
            + string.Concat(key.Select((p, i) => $" AND [{p.GetColumnName()}] = {{{i + 2}}}"));
    }

    public override IEntityType Type { get; }

    public override IProperty Owner { get; }

    public override async Task<IReadOnlyList<ISealedRow>> UnderAsync(
        HealthDb db,
        Guid owner,
        int version,
        int take,
        CancellationToken ct
    )
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, version);
        return await db.Set<TRow>()
            .FromSqlRaw(under, owner, bytes)
            .AsNoTracking()
            .Take(take)
            .ToListAsync(ct);
    }

    public override async Task<IReadOnlyList<ISealedRow>> OfOwnerAsync(
        HealthDb db,
        Guid owner,
        int take,
        CancellationToken ct
    ) =>
        await db.Set<TRow>()
            .Where(r => EF.Property<Guid>(r, Owner.Name) == owner)
            .AsNoTracking()
            .Take(take)
            .ToListAsync(ct);

    public override async Task<bool> ExchangeAsync(
        HealthDb db,
        ISealedRow row,
        byte[] cell,
        CancellationToken ct
    )
    {
        var values = new List<object> { cell, row.Sealed };
        foreach (var part in key)
            values.Add(
                part.PropertyInfo?.GetValue(row)
                    ?? throw new InvalidOperationException($"{part.Name} is part of a key.")
            );
        return await db.Database.ExecuteSqlRawAsync(exchange, values, ct) == 1;
    }

    // The row itself says whose it is: each id is tried until the answer is the one that was put in.
    private static IProperty OwnerOf(IEntityType type)
    {
        var probe = new TRow();
        foreach (var property in type.GetProperties().Where(p => p.ClrType == typeof(Guid)))
        {
            var id = Ids.New();
            property.PropertyInfo?.SetValue(probe, id);
            if (probe.SealOwner == id)
                return property;
        }
        throw new InvalidOperationException($"{type.Name} does not say whose key seals it.");
    }
}
