using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>Reads what people type for one reading: <c>70,5</c>, or blood pressure on one line, <c>128/82 71</c>.</summary>
internal static class EntryText
{
    private const string PressureCode = "blood-pressure";
    private const int Systolic = 0;
    private const int Diastolic = 1;

    /// <summary>The numbers in the order of the kind's components; null when the text is not a value of this kind.</summary>
    public static IReadOnlyList<WrittenNumber?>? Read(Kind kind, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (kind.Code == PressureCode)
            return ReadPressure(kind, text);
        return NumberText.TryParse(text, out var number) ? [number] : null;
    }

    /// <summary>As it was written, to be changed: what <see cref="Read"/> reads back.</summary>
    public static string Write(Kind kind, IReadOnlyList<WrittenNumber?> values, bool french)
    {
        if (kind.Code != PressureCode)
            return values is [{ } only, ..] ? NumberText.Format(only, french) : "";
        var text =
            $"{Text(values.ElementAtOrDefault(Systolic))}/{Text(values.ElementAtOrDefault(Diastolic))}";
        var pulse = values.ElementAtOrDefault(PulseOf(kind));
        return pulse is null ? text : $"{text} {Text(pulse)}";

        string Text(WrittenNumber? number) => number is { } n ? NumberText.Format(n, french) : "";
    }

    // Three fields of a form would be three stops of the thumb: any mark between the numbers will do.
    private static WrittenNumber?[]? ReadPressure(Kind kind, string text)
    {
        var parts = text.Split(
            [' ', '/', '-', ';', '·', '\u00a0', '\u202f', '\t'],
            StringSplitOptions.RemoveEmptyEntries
        );
        if (parts.Length is < 2 or > 3)
            return null;
        var pulse = PulseOf(kind);
        var values = new WrittenNumber?[parts.Length == 3 ? pulse + 1 : 2];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!NumberText.TryParse(parts[i], out var number))
                return null;
            values[i < 2 ? i : pulse] = number;
        }
        return values;
    }

    private static int PulseOf(Kind kind)
    {
        for (var i = 0; i < kind.Components.Count; i++)
            if (kind.Components[i].Code == "heart-rate")
                return i;
        return kind.Components.Count - 1;
    }
}
