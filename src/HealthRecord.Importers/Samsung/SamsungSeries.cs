using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Samsung;

/// <summary>The minutes behind an hour of heart rate, in a file of their own.</summary>
/// <remarks>The hour's mean is taken too: whoever uploads the table alone has it, and it is another reading than its minutes.</remarks>
internal sealed class SamsungSeries(FormatRun run, SamsungSources sources)
{
    /// <summary>An hour of minutes is 8 KB.</summary>
    private const int Largest = 4 << 20;
    private const string Origin = SamsungTable.HeartRate + "/binning_data";

    private static readonly Measure HeartRate = Measure.Of("heart-rate");
    private readonly Handover handover = new(run.Context, run.Sink);

    public static bool IsSeries(SourceFile file) =>
        file.Head.Signature == Signature.Json
        && file.Name.EndsWith("binning_data.json", StringComparison.Ordinal)
        && SamsungFormat.TableOf(file) == SamsungTable.HeartRate;

    /// <summary>What a row and the file that it names have in common.</summary>
    public static string NameOf(string file)
    {
        var end = file.IndexOf('.', StringComparison.Ordinal);
        return end < 0 ? file : file[..end];
    }

    /// <exception cref="InvalidDataException">Larger than such a file can be.</exception>
    public void Read(SourceFile file, Stream stream)
    {
        using var content = new MemoryStream();
        var buffer = new byte[8192];
        while (stream.Read(buffer) is var count and > 0)
        {
            if (content.Length + count > Largest)
                throw new InvalidDataException("Too large.");
            content.Write(buffer, 0, count);
        }
        using var json = JsonDocument.Parse(
            content.GetBuffer().AsMemory(0, (int)content.Length),
            new() { MaxDepth = 8 }
        );
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException("No list.");
        var source = sources.OfSeries(NameOf(file.Name));
        foreach (var minute in json.RootElement.EnumerateArray())
        {
            run.Stop.ThrowIfCancellationRequested();
            Read(minute, source);
        }
    }

    private void Read(JsonElement minute, SourceKey source)
    {
        if (
            minute.ValueKind != JsonValueKind.Object
            || !minute.TryGetProperty("heart_rate", out var value)
            || value.ValueKind != JsonValueKind.Number
        )
            handover.Refuse(Origin, RefusalReason.Incomplete, null);
        else if (
            !TryTime(minute, "start_time", out var start)
            || !TryTime(minute, "end_time", out var end)
        )
            handover.Refuse(Origin, RefusalReason.Date, null);
        else if (!DecimalText.TryParse(value.GetRawText(), out var number))
            handover.Refuse(Origin, RefusalReason.NotANumber, value.GetRawText());
        else if (number.Digits == 0)
            handover.Refuse(Origin, RefusalReason.Sentinel, value.GetRawText());
        else
            handover.Take(new Found(Origin, HeartRate, source, start, end, number));
    }

    private static bool TryTime(JsonElement minute, string name, out long ms)
    {
        ms = 0;
        return minute.TryGetProperty(name, out var time)
            && time.ValueKind == JsonValueKind.Number
            && time.TryGetInt64(out ms);
    }
}
