using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Seals an entry with its type, natural key and month inside, and opens it only where the outside says the same.</summary>
internal static class EntryCell
{
    public static byte[] TypeTag(PersonSecrets secrets, string type) =>
        secrets.Tag("entry-type", type);

    public static byte[] MonthTag(PersonSecrets secrets, string type, int month) =>
        secrets.Tag("entry-month", string.Create(CultureInfo.InvariantCulture, $"{type}/{month}"));

    public static byte[] UniquenessTag(PersonSecrets secrets, string type, string key) =>
        secrets.Tag("entry-key", $"{type}/{key}");

    /// <summary>A row ready to be added: sealing needs no database and can be done before the turn to write.</summary>
    public static EntryRow NewRow<T>(
        PersonSecrets secrets,
        EntryType<T> type,
        T payload,
        string? key = null,
        int? month = null
    )
        where T : class
    {
        var row = new EntryRow { Id = Ids.New(), PersonId = secrets.Owner };
        Seal(secrets, row, type, payload, key, month);
        return row;
    }

    public static void Seal<T>(
        PersonSecrets secrets,
        EntryRow row,
        EntryType<T> type,
        T payload,
        string? key,
        int? month
    )
        where T : class
    {
        using var plain = new MemoryStream();
        using (var writer = new Utf8JsonWriter(plain))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type.Code);
            if (key is not null)
                writer.WriteString("key", key);
            if (month is { } m)
                writer.WriteNumber("month", m);
            writer.WritePropertyName("payload");
            writer.WriteRawValue(type.Format.Write(payload));
            writer.WriteEndObject();
        }
        row.TypeTag = TypeTag(secrets, type.Code);
        row.UniquenessTag = key is null ? null : UniquenessTag(secrets, type.Code, key);
        row.MonthTag = month is { } n ? MonthTag(secrets, type.Code, n) : null;
        secrets.SealInto(row, plain.GetBuffer().AsSpan(0, (int)plain.Length));
        CryptographicOperations.ZeroMemory(plain.GetBuffer());
    }

    /// <exception cref="RecordDamagedException">It does not open, or is not what its row says.</exception>
    public static StoredEntry<T> Open<T>(PersonSecrets secrets, EntryRow row, EntryType<T> type)
        where T : class
    {
        var plain = secrets.OpenFrom(row);
        try
        {
            using var written = JsonDocument.Parse(plain);
            var root = written.RootElement;
            var key = root.TryGetProperty("key", out var k) ? k.GetString() : null;
            int? month = root.TryGetProperty("month", out var m) ? m.GetInt32() : null;
            if (
                root.GetProperty("type").GetString() != type.Code
                || !Same(row.TypeTag, TypeTag(secrets, type.Code))
                || !Same(
                    row.UniquenessTag,
                    key is null ? null : UniquenessTag(secrets, type.Code, key)
                )
                || !Same(row.MonthTag, month is { } n ? MonthTag(secrets, type.Code, n) : null)
            )
                throw secrets.Damaged(row);
            var payload = type.Format.Read(root.GetProperty("payload"));
            return new(new(row.Id), new(row.PersonId), row.Version, payload, key, month);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Not handed on: a JSON error may quote the value.
            throw secrets.Damaged(row);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static bool Same(byte[]? outside, byte[]? inside) =>
        (outside ?? []).AsSpan().SequenceEqual(inside ?? []);
}
