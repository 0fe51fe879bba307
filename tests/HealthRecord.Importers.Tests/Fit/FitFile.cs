using System.Buffers.Binary;
using System.Text;
using HealthRecord.Importers.Fit;

namespace HealthRecord.Importers.Tests.Fit;

/// <summary>Writes FIT files byte by byte, as devices do and as they should not.</summary>
internal sealed class FitFile
{
    public const long EpochMs = 631_065_600_000;

    /// <summary>2026-03-01T08:00:00Z.</summary>
    public const uint Morning = 1_141_286_400;

    private readonly List<byte> records = [];
    private readonly bool isBigEndian;

    private FitFile(bool isBigEndian) => this.isBigEndian = isBigEndian;

    public static long Ms(uint seconds) => EpochMs + (seconds * 1000L);

    public static FitFile Of(
        byte type,
        bool bigEndian = false,
        uint serial = 4711,
        ushort product = 2697,
        uint created = Morning
    ) =>
        new FitFile(bigEndian).Message(
            0,
            U8(0, type),
            U16(1, 1),
            U16(2, product),
            U32z(3, serial),
            U32(4, created)
        );

    public static FitFile Activity(bool bigEndian = false) => Of(4, bigEndian);

    /// <summary>A field: its number, its base type and its values.</summary>
    public sealed record Field(byte Number, byte Type, int Size, params IReadOnlyList<long> Values);

    public static Field U8(byte number, params IReadOnlyList<long> values) =>
        new(number, 0x02, 1, values);

    public static Field S16(byte number, long value) => new(number, 0x83, 2, value);

    public static Field U16(byte number, params IReadOnlyList<long> values) =>
        new(number, 0x84, 2, values);

    public static Field S32(byte number, long value) => new(number, 0x85, 4, value);

    public static Field U32(byte number, params IReadOnlyList<long> values) =>
        new(number, 0x86, 4, values);

    public static Field U32z(byte number, long value) => new(number, 0x8C, 4, value);

    public static Field Bytes(byte number, params byte[] values) =>
        new(number, 0x0D, 1, [.. values.Select(v => (long)v)]);

    public static Field Float(byte number, float value) =>
        new(number, 0x88, 4, BitConverter.SingleToUInt32Bits(value));

    public static Field Words(byte number, string text, bool terminated = true) =>
        new(
            number,
            0x07,
            1,
            [.. Encoding.UTF8.GetBytes(text + (terminated ? "\0" : "")).Select(b => (long)b)]
        );

    public static Field At(uint seconds) => U32(253, seconds);

    /// <summary>Defines local type 0 anew and writes one message of it.</summary>
    public FitFile Message(ushort global, params Field[] fields)
    {
        Definition(0, global, fields);
        records.Add(0);
        return Content(fields);
    }

    public FitFile Definition(
        byte local,
        ushort global,
        Field[] fields,
        byte[]? developerSizes = null
    )
    {
        records.Add((byte)(0x40 | local | (developerSizes is null ? 0 : 0x20)));
        records.Add(0);
        records.Add((byte)(isBigEndian ? 1 : 0));
        Number(global, 2);
        records.Add((byte)fields.Length);
        foreach (var field in fields)
            records.AddRange([field.Number, (byte)(field.Size * field.Values.Count), field.Type]);
        if (developerSizes is null)
            return this;
        records.Add((byte)developerSizes.Length);
        foreach (var size in developerSizes)
            records.AddRange([0, size, 0]);
        return this;
    }

    public FitFile Raw(params byte[] bytes)
    {
        records.AddRange(bytes);
        return this;
    }

    public FitFile Content(params Field[] fields)
    {
        foreach (var field in fields)
        foreach (var value in field.Values)
            Number(value, field.Size);
        return this;
    }

    /// <summary>One second of an activity.</summary>
    public FitFile Second(uint at, long heart) => Message(20, At(at), U8(3, heart));

    public FitFile Session(uint start, uint seconds, byte sport = 1, params Field[] more) =>
        Message(
            18,
            [At(start + seconds), U32(2, start), U8(5, sport), U32(7, seconds * 1000), .. more]
        );

    public byte[] Done(int header = 14, bool headerChecksum = true, uint? size = null)
    {
        var file = new List<byte> { (byte)header, 0x20 };
        var length = new byte[6];
        BinaryPrimitives.WriteUInt16LittleEndian(length, 2172);
        BinaryPrimitives.WriteUInt32LittleEndian(length.AsSpan(2), size ?? (uint)records.Count);
        file.AddRange(length);
        file.AddRange(".FIT"u8);
        if (header == 14)
            file.AddRange(Checksum(headerChecksum ? FitCrc.Of([.. file]) : (ushort)0));
        file.AddRange(records);
        file.AddRange(Checksum(FitCrc.Of([.. file])));
        return [.. file];
    }

    private void Number(long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        var some = bytes[..size];
        if (isBigEndian)
            some.Reverse();
        records.AddRange(some);
    }

    private static byte[] Checksum(ushort value) => [(byte)value, (byte)(value >> 8)];
}
