namespace HealthRecord.Importers.Gatt;

/// <summary>Record Access Control Point, 2A52: asks a device for what it has stored, and reads its answers.</summary>
/// <param name="Count">How many records there are, where that was asked.</param>
/// <param name="Result">1 done, 6 no records; another number is a refusal. Null beside a count.</param>
public sealed record RecordAccess(int? Count, int? Result)
{
    public const int Done = 1;
    public const int NoRecords = 6;

    private const byte Report = 1;
    private const byte ReportNumber = 4;
    private const byte NumberIs = 5;
    private const byte ResultIs = 6;

    public static byte[] All => [Report, 1];

    public static byte[] Last => [Report, 6];

    public static byte[] HowMany => [ReportNumber, 1];

    /// <summary>Everything with this sequence number or a greater one.</summary>
    public static byte[] From(int sequence) =>
        [Report, 3, 1, (byte)sequence, (byte)(sequence >> 8)];

    /// <summary>The device has sent all there is.</summary>
    public bool IsEnd => Result is Done or NoRecords;

    /// <summary>It does not do what was asked, or not that way.</summary>
    public bool IsRefusal => Result is not (null or Done or NoRecords);

    /// <returns>Null for what is no answer.</returns>
    public static RecordAccess? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var code = bytes.U8();
        bytes.U8();
        switch (code)
        {
            case NumberIs:
                var count = bytes.U16();
                return bytes.IsShort ? null : new(count, null);
            case ResultIs:
                bytes.U8();
                var result = bytes.U8();
                return bytes.IsShort ? null : new(null, result);
            default:
                return null;
        }
    }
}
