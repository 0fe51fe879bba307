using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Sealing;

/// <summary>Persons with rows in every sealed table the model has, made through the sealing itself: a new table is covered too.</summary>
internal static class SealedWorld
{
    /// <summary>A person and one row, or <paramref name="rows"/> where a table allows it, in each sealed table.</summary>
    public static async Task<Guid> PersonAsync(
        RecordHost host,
        int rows = 1,
        CancellationToken ct = default
    )
    {
        var person = Ids.New();
        var secrets = await host.Get<PersonKeys>().CreateAsync(person, ct);
        await using (var db = await host.Get<HealthDbs>().WriteAsync(ct))
        {
            foreach (var table in Tables(db).OrderBy(t => t.Type.ClrType != typeof(Person)))
                for (var i = 0; i < (OwnsItself(table) ? 1 : rows); i++)
                    db.Add(Row(table, secrets, Content(person, table, i)));
            await db.SaveChangesAsync(ct);
        }
        await host.Get<PersonKeys>().ConfirmAsync(person, ct);
        return person;
    }

    public static IReadOnlyList<SealedRows> Tables(HealthDb db) => SealedRows.Of(db.Model);

    public static byte[] Content(Guid person, SealedRows table, int number) =>
        System.Text.Encoding.UTF8.GetBytes($"{person:N} {table.TableName} {number}");

    public static EntryRow Entry(PersonSecrets secrets, ReadOnlySpan<byte> plain)
    {
        var row = new EntryRow
        {
            Id = Ids.New(),
            PersonId = secrets.Owner,
            TypeTag = secrets.Tag("entry-type", "note"),
        };
        secrets.SealInto(row, plain);
        return row;
    }

    public static async Task<List<ISealedRow>> RowsAsync(
        RecordHost host,
        Guid owner,
        CancellationToken ct
    )
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        var rows = new List<ISealedRow>();
        foreach (var table in Tables(db))
            rows.AddRange(await table.OfOwnerAsync(db, owner, int.MaxValue, ct));
        return rows;
    }

    /// <summary>Opens every row of the owner with the keys that exist; the words inside.</summary>
    public static async Task<List<string>> OpenAllAsync(
        RecordHost host,
        Guid owner,
        CancellationToken ct
    )
    {
        var secrets = await host.Get<PersonKeys>().GetAsync(owner, ct);
        return (await RowsAsync(host, owner, ct)).ConvertAll(r =>
            System.Text.Encoding.UTF8.GetString(secrets.OpenFrom(r))
        );
    }

    /// <summary>Writes a cell past every check, as somebody with the database's own tools would.</summary>
    public static async Task ForceAsync(
        RecordHost host,
        ISealedRow row,
        byte[] cell,
        CancellationToken ct
    )
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        var table = Tables(db).Single(t => t.Type.ClrType == row.GetType());
        Assert.True(await table.ExchangeAsync(db, row, cell, ct));
    }

    public static bool OwnsItself(SealedRows table) => table.Owner.IsPrimaryKey();

    private static ISealedRow Row(SealedRows table, PersonSecrets secrets, byte[] plain)
    {
        var row = (ISealedRow)Activator.CreateInstance(table.Type.ClrType)!;
        foreach (var property in table.Type.GetProperties())
        {
            object? value = property switch
            {
                _ when property == table.Owner => secrets.Owner,
                { IsNullable: true } or { Name: nameof(ISealedRow.Sealed) } => null,
                _ when property.ClrType == typeof(Guid) => Ids.New(),
                _ when property.ClrType == typeof(byte[]) => RandomNumberGenerator.GetBytes(
                    property.GetMaxLength() ?? 16
                ),
                _ when property.ClrType == typeof(DateTime) => RecordHost.Start.UtcDateTime,
                _ when property.ClrType == typeof(string) => "x",
                _ => null,
            };
            if (value is not null)
                property.PropertyInfo!.SetValue(row, value);
        }
        secrets.SealInto(row, plain);
        return row;
    }
}
