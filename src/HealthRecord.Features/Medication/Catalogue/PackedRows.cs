using System.Text;

namespace HealthRecord.Features.Medication.Catalogue;

/// <summary>Many short texts as UTF-8 in one piece of memory.</summary>
internal sealed class PackedRows
{
    private readonly List<int> ends = [];
    private byte[] bytes = new byte[1 << 20];

    public int Count => ends.Count;

    public void Add(string text)
    {
        var start = Start(ends.Count);
        var length = Encoding.UTF8.GetByteCount(text);
        if (start + length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, start + length));
        ends.Add(start + Encoding.UTF8.GetBytes(text, bytes.AsSpan(start)));
    }

    public ReadOnlySpan<byte> Row(int row) => bytes.AsSpan(Start(row)..ends[row]);

    private int Start(int row) => row == 0 ? 0 : ends[row - 1];
}
